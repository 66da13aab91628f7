internal import Registry

extension GeoJSONFault.Code {
  /// What is wrong and, where it keeps something out, what to do.
  ///
  /// - Parameter found: what stands there, shortened.
  func message(found: String) -> LocalizedText {
    switch self {
    case .truncated, .syntax, .badNumber, .badEscape, .tooDeep, .trailingText, .trailingPadding, .notFinite,
      .numberOutOfRange,
      .controlCharacter, .damagedText, .byteOrderMark, .notUTF8, .empty:
      textMessage(found)
    case .wrongDepth, .textCoordinate, .coordinateNotNumber, .shortPosition, .longPosition, .shortLine, .shortRing,
      .unclosedRing, .nestedCollection, .mixedCollection, .missingCoordinates, .missingGeometryType:
      geometryMessage(found)
    default: memberMessage(found)
    }
  }

  private func textMessage(_ found: String) -> LocalizedText {
    switch self {
    case .truncated:
      LocalizedText(
        zh: "文件在此处中断，后面的内容缺失；请重新导出或重新拷贝完整的文件",
        en: "the text breaks off here; export or copy the file again")
    case .badNumber:
      LocalizedText(
        zh: "“\(found)”不是合法的 JSON 数字；请在原软件中重新导出", en: "'\(found)' is not a JSON number; export the file again")
    case .badEscape:
      LocalizedText(
        zh: "字符串中的转义“\(found)”不合法；请在原软件中重新导出", en: "'\(found)' is not a JSON escape; export the file again")
    case .tooDeep:
      LocalizedText(
        zh: "嵌套超过 \(JSONScanner.depthLimit) 层，不是正常的数据文件；请在原软件中重新导出",
        en: "nested more than \(JSONScanner.depthLimit) levels deep; export the file again")
    case .trailingText:
      LocalizedText(
        zh: "数据结束之后还有内容“\(found)”；一个文件只能有一个 GeoJSON 对象，请拆分或重新导出",
        en: "'\(found)' stands behind the end of the data; a file holds one GeoJSON object: split it or export it again"
      )
    case .trailingPadding:
      LocalizedText(zh: "数据结束之后还有多余的填充字符，已略过", en: "padding stands behind the end of the data; passed over")
    case .notFinite:
      LocalizedText(zh: "“\(found)”不是 JSON 数字，已按文本保留", en: "'\(found)' is not a JSON number; kept as text")
    case .numberOutOfRange:
      LocalizedText(
        zh: "数字“\(found)”超出双精度数的范围，已按原文保留", en: "'\(found)' is beyond the range of a double; kept as written")
    case .controlCharacter:
      LocalizedText(
        zh: "字符串中有未转义的控制字符（换行、制表符等），已照原样读入",
        en: "a control character stands unescaped in a string; read as it is")
    case .damagedText:
      LocalizedText(
        zh: "此处的字节不是合法的 UTF-8 文字，内容已损坏；请对照原表更正后再导入",
        en: "the bytes are not UTF-8, the text is damaged; correct it from the original and import it again")
    case .byteOrderMark:
      LocalizedText(zh: "文件开头有 UTF-8 BOM，已略过", en: "the file begins with a UTF-8 byte order mark; passed over")
    case .notUTF8:
      LocalizedText(
        zh: "文件不是 UTF-8 编码（看起来是 \(found)）；GeoJSON 规定用 UTF-8，请另存为 UTF-8 后再导入",
        en: "the file is not UTF-8 (it looks like \(found)); GeoJSON is UTF-8: save it as UTF-8 and import it again")
    case .empty:
      LocalizedText(zh: "文件是空的；请重新导出", en: "the file is empty; export it again")
    default:
      LocalizedText(
        zh: "“\(found)”处不符合 JSON 语法；请在原软件中重新导出", en: "'\(found)' breaks the JSON grammar; export the file again")
    }
  }

  private func memberMessage(_ found: String) -> LocalizedText {
    switch self {
    case .notGeoJSON:
      LocalizedText(
        zh: "不是 GeoJSON：最外层没有可识别的 type，只有 \(found)；"
          + "请用 GIS 软件另存为 GeoJSON，或补上 type（如 FeatureCollection）后再导入",
        en: "not GeoJSON: the outermost value has no type of GeoJSON, only \(found); "
          + "save it as GeoJSON from a GIS, or add the type (such as FeatureCollection)")
    case .missingType: LocalizedText(zh: "缺少 type，已按内容识别", en: "no type member; read by its content")
    case .unknownType:
      LocalizedText(
        zh: "type 的值 \(found) 不是 GeoJSON 的类型，无法判断坐标含义；请更正 type",
        en: "\(found) is not a type of GeoJSON, the coordinates cannot be understood; correct it")
    case .typeSpelling:
      LocalizedText(zh: "type 的值 \(found) 写法不规范，已按内容识别", en: "the type is written \(found); read by its content")
    case .missingFeatures: LocalizedText(zh: "要素集缺少 features；请重新导出", en: "no features member; export the file again")
    case .wrongFeatures:
      LocalizedText(
        zh: "features 应为数组，实为 \(found)；请重新导出", en: "features is \(found), not an array; export the file again")
    case .missingProperties: LocalizedText(zh: "要素缺少 properties，按没有属性处理", en: "no properties member; read as none")
    case .missingGeometry: LocalizedText(zh: "要素缺少 geometry，按没有图形处理", en: "no geometry member; read as none")
    case .wrongFeature:
      LocalizedText(zh: "此处应为要素，实为 \(found)；请更正或删除", en: "\(found) stands where a feature must; correct or remove it")
    case .wrongProperties:
      LocalizedText(
        zh: "properties 应为对象，实为 \(found)；请更正", en: "properties is \(found), not an object; correct it")
    case .wrongGeometry:
      LocalizedText(zh: "此处应为图形对象，实为 \(found)；请更正", en: "\(found) stands where a geometry must; correct it")
    case .wrongID:
      LocalizedText(
        zh: "要素的 id 应为字符串或数字，实为 \(found)，已按文本保留", en: "id is \(found), neither string nor number; kept as text")
    case .wrongBounds:
      LocalizedText(
        zh: "bbox 应为 4 个或 6 个数字，实为 \(found)，已略过", en: "bbox is \(found), not 4 or 6 numbers; passed over")
    case .misplacedMember:
      LocalizedText(
        zh: "此处不应出现成员 \(found)，已略过", en: "the member \(found) has no place here; passed over")
    case .misplacedProperties:
      LocalizedText(
        zh: "图形对象自带 properties，已作为属性读入", en: "a geometry object carries properties; read as attributes")
    case .bareGeometry:
      LocalizedText(
        zh: "features 中直接写了图形而不是要素，已按没有属性的要素读入",
        en: "a geometry stands where a feature must; read as a feature")
    case .duplicateMember:
      LocalizedText(
        zh: "同一对象中 \(found) 出现两次，无法判断取哪一个；请删去多余的一个",
        en: "\(found) occurs twice in one object, which one counts cannot be known; remove one")
    case .repeatedProperty:
      LocalizedText(zh: "属性 \(found) 重复出现且值相同", en: "the property \(found) is repeated with the same value")
    case .contradictoryProperty:
      LocalizedText(
        zh: "属性 \(found) 重复出现且值不同，无法判断取哪一个；请删去多余的一个",
        en: "the property \(found) occurs twice with different values; remove one")
    case .crsMember:
      LocalizedText(
        zh: "有 crs 成员（现行标准 RFC 7946 已取消），按 \(found) 读取坐标",
        en: "a crs member, which RFC 7946 has removed; coordinates are read as \(found)")
    case .featureCRS:
      LocalizedText(
        zh: "单个要素自带 crs，其坐标可能与全文件不一致；请统一坐标系后再导入",
        en: "a feature carries a crs of its own; bring all features into one reference system")
    default:
      LocalizedText(
        zh: "同类问题较多，其余 \(found) 处不再逐条列出", en: "\(found) further faults of this kind are not listed one by one")
    }
  }

  private func geometryMessage(_ found: String) -> LocalizedText {
    switch self {
    case .missingGeometryType:
      LocalizedText(
        zh: "图形缺少 type，无法判断坐标含义；请补上", en: "the geometry has no type, its coordinates cannot be understood; add it")
    case .missingCoordinates: LocalizedText(zh: "图形缺少坐标；请重新导出", en: "the geometry has no coordinates; export it again")
    case .wrongDepth:
      LocalizedText(
        zh: "坐标的方括号层数与图形类型不符（此处为 \(found)）；请核对 type 与 coordinates",
        en: "the coordinates are nested at the wrong depth for the type (\(found) here); compare type and coordinates")
    case .textCoordinate:
      LocalizedText(zh: "坐标应为数字，实为文本 \(found)；请更正", en: "the coordinate is the text \(found), not a number; correct it")
    case .coordinateNotNumber:
      LocalizedText(zh: "坐标应为有限的数字，实为 \(found)；请更正", en: "the coordinate is \(found), not a finite number; correct it")
    case .shortPosition:
      LocalizedText(zh: "一个点至少要有经度、纬度两个数；请更正", en: "a position needs longitude and latitude; correct it")
    case .longPosition:
      LocalizedText(
        zh: "一个点超过三个数，只取经度、纬度", en: "a position of more than three numbers; longitude and latitude are read")
    case .shortLine: LocalizedText(zh: "线至少要有两个点；请更正", en: "a line needs two positions; correct it")
    case .shortRing:
      LocalizedText(
        zh: "面的边界环至少要有四个点（首尾相同）；请更正", en: "a ring needs four positions, the first and last equal; correct it")
    case .unclosedRing:
      LocalizedText(
        zh: "面的边界环没有闭合（首尾两点不同），已补上首点", en: "the ring is not closed; closed with its first position")
    case .nestedCollection:
      LocalizedText(zh: "图形集合中又套了图形集合，已展开读入", en: "a geometry collection inside another; read as one")
    default:
      LocalizedText(
        zh: "图形集合中混有点、线、面，一条记录只能有一种；请拆成几个图层",
        en: "the geometry collection mixes points, lines and areas; split it into layers")
    }
  }
}
