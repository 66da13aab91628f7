internal import CGDAL
internal import Geometry
internal import Glibc
internal import Registry

/// Reads one layer or sheet through GDAL.
final class GDALLayerReader {
  /// Kept open as long as the layer is read.
  private let dataset: GDALDataset
  private let layer: OGRLayerH
  private let decoder: DBFTexts?
  private let headers: [String]
  private var fieldCount: Int { headers.count }
  private let hasGeometry: Bool
  private let firstFeatureIsZero: Bool
  private var notes: [ImportNote] = []
  private var heightIsNoted = false
  private var wkb: [UInt8] = []

  /// - Returns: `nil` for a sheet of a workbook without any row.
  static func layer(
    _ handle: OGRLayerH, of dataset: GDALDataset, texts: DBFTexts?, explicitHeaders: some Collection<String>
  ) throws(IntakeError) -> RawLayer? {
    try GDALMessages.collecting { messages throws(IntakeError) in
      let layer = try open(handle, of: dataset, texts: texts, explicitHeaders: explicitHeaders)
      // Rows with more columns are left out with no other word.
      let isTooWide = (messages.warnings + messages.errors).contains { message in
        message.contains("Limiting number of columns") || message.contains("Maximum number of fields")
      }
      guard isTooWide else { return layer }
      throw IntakeError(
        .malformed(
          reason: LocalizedText(
            zh: "工作表超过 2000 列，读取程序（GDAL）最多读 2000 列",
            en: "has a sheet of more than 2000 columns, and its reader (GDAL) takes 2000 at most"),
          next: LocalizedText(
            zh: "请删去多余的列，或把这张工作表另存为 CSV 后导入",
            en: "Delete the columns that are not needed, or save the sheet as CSV")),
        file: dataset.path, layer: String(cString: OGR_L_GetName(handle)))
    }
  }

  private static func open(
    _ handle: OGRLayerH, of dataset: GDALDataset, texts: DBFTexts?, explicitHeaders: some Collection<String>
  ) throws(IntakeError) -> RawLayer? {
    let driver = dataset.driver
    let name = String(cString: OGR_L_GetName(handle))
    if ["XLSX", "XLS", "ODS"].contains(driver) {
      let merged = driver == "XLSX" ? Workbook(path: dataset.path).mergedCells(ofSheet: name) : MergedCells()
      return SheetReader.layer(handle, of: dataset, merged: merged, explicitHeaders: explicitHeaders)
    }
    let headers = fieldNames(handle, texts)
    let reader = GDALLayerReader(handle, dataset, texts, headers)
    return RawLayer(
      name: name, headers: headers, headersCanBeCut: driver == "ESRI Shapefile", format: driver,
      encoding: texts?.label ?? "UTF-8", declaredCRS: declaredCRS(handle, driver), next: reader.next)
  }

  private init(
    _ layer: OGRLayerH, _ dataset: GDALDataset, _ texts: DBFTexts?, _ headers: [String]
  ) {
    self.dataset = dataset
    self.layer = layer
    decoder = texts
    self.headers = headers
    hasGeometry = OGR_L_GetGeomType(layer) != wkbNone
    firstFeatureIsZero = ["ESRI Shapefile", "MapInfo File", "FlatGeobuf"].contains(dataset.driver)
    if let texts, texts.origin == .detected {
      notes.append(ImportNote(.encodingDetected, source: 0, value: texts.encoding.name))
    }
    for name in texts?.cutNames ?? [] {
      notes.append(ImportNote(.damagedText, source: 0, field: name, value: name, details: ["damage": "cut-header"]))
    }
    for name in texts?.foreignFields ?? [] {
      notes.append(
        ImportNote(.damagedText, source: 0, field: name, value: "GB18030", details: ["damage": "encoding"]))
    }
  }

  // MARK: Batches

  private func next() throws -> RawBatch? {
    try GDALMessages.collecting { messages in
      var batch = RawBatch(columnCount: fieldCount, hasGeometry: hasGeometry)
      batch.notes = notes
      notes = []
      while batch.count + batch.rejected.count < RawBatch.rowLimit {
        messages.removeAll()
        guard let feature = OGR_L_GetNextFeature(layer) else {
          // GDAL ends a damaged file like a whole one, but says so.
          if let error = messages.errors.first {
            let name = String(cString: OGR_L_GetName(layer))
            throw IntakeError(.unreadable(reason: error), file: dataset.path, layer: name)
          }
          break
        }
        defer { OGR_F_Destroy(feature) }
        read(feature, messages, into: &batch)
      }
      return batch.count == 0 && batch.rejected.isEmpty ? nil : batch
    }
  }

  private func read(_ feature: OGRFeatureH, _ messages: GDALMessages, into batch: inout RawBatch) {
    let number = Int(OGR_F_GetFID(feature))
    let row = number + (firstFeatureIsZero ? 1 : 0)
    if let error = messages.errors.first {
      let reason = LocalizedText(zh: "无法读取这一条（\(error)）", en: "the record cannot be read (\(error))")
      reject(feature, row, reason, into: &batch)
      return
    }
    if let field = firstUndecodable(feature) {
      let name = decoder?.encoding.name ?? "UTF-8"
      let reason = LocalizedText(zh: "这一格的文字不是 \(name) 编码", en: "the text of the cell is not \(name)")
      reject(feature, row, reason, field: field, into: &batch)
      return
    }
    if let reason = appendGeometry(of: feature, row, to: &batch) {
      reject(feature, row, reason, into: &batch)
      return
    }
    for index in 0..<fieldCount { append(feature, index, to: &batch.columns[index]) }
    batch.rowNumbers.append(row)
  }

  // MARK: Cells

  private func append(_ feature: OGRFeatureH, _ index: Int, to column: inout TextColumn) {
    guard OGR_F_IsFieldSetAndNotNull(feature, Int32(index)) != 0,
      let text = OGR_F_GetFieldAsString(feature, Int32(index))
    else {
      column.appendBlank()
      return
    }
    let cell = text.bytes
    if let decoder {
      decoder.append(cell, to: &column)
    } else {
      column.append(cell)
    }
  }

  /// The number of the first field whose bytes are no text; GDAL passes on what a damaged file holds.
  private func firstUndecodable(_ feature: OGRFeatureH) -> Int? {
    (0..<fieldCount).first { index in
      guard OGR_F_IsFieldSetAndNotNull(feature, Int32(index)) != 0,
        let text = OGR_F_GetFieldAsString(feature, Int32(index))
      else { return false }
      let cell = text.bytes
      return decoder.map { !$0.canDecode(cell) } ?? !isValidUTF8(UnsafeRawBufferPointer(cell))
    }
  }

  private func reject(
    _ feature: OGRFeatureH, _ row: Int, _ reason: LocalizedText, field: Int? = nil, into batch: inout RawBatch
  ) {
    let cells = (0..<fieldCount).map { index in
      var column = TextColumn()
      append(feature, index, to: &column)
      return column[0]
    }
    batch.rejected.append(
      RejectedRow(origin: Origin(source: 0, row: row), field: field.map { headers[$0] }, reason: reason, cells: cells))
  }

  // MARK: Geometry

  /// - Returns: why the geometry cannot be used, if so.
  private func appendGeometry(of feature: OGRFeatureH, _ row: Int, to batch: inout RawBatch) -> LocalizedText? {
    guard hasGeometry else { return nil }
    guard let geometry = OGR_F_GetGeometryRef(feature) else {
      batch.geometry?.appendNone()
      return nil
    }
    let hasCurves = OGR_G_HasCurveGeometry(geometry, 1) != 0
    let linear = hasCurves ? OGR_G_GetLinearGeometry(geometry, 0, nil) : nil
    defer { OGR_G_DestroyGeometry(linear) }
    let size = OGR_G_WkbSizeEx(linear ?? geometry)
    wkb.removeAll(keepingCapacity: true)
    wkb.append(contentsOf: repeatElement(0, count: Int(size)))
    let status = wkb.withUnsafeMutableBufferPointer {
      OGR_G_ExportToIsoWkb(linear ?? geometry, wkbNDR, $0.baseAddress)
    }
    guard status == OGRERR_NONE else {
      return LocalizedText(zh: "几何图形无法读取", en: "the geometry cannot be read")
    }
    do {
      let properties = try wkb.withUnsafeBytes { try batch.geometry?.appendWKB($0) }
      if properties?.hadZ == true, !heightIsNoted {
        heightIsNoted = true
        batch.notes.append(ImportNote(.heightDropped, source: 0, row: row))
      }
      return nil
    } catch {
      return LocalizedText(zh: "几何图形无法使用（\(error)）", en: "the geometry cannot be used (\(error))")
    }
  }

  // MARK: Layer

  private static func fieldNames(_ layer: OGRLayerH, _ texts: DBFTexts?) -> [String] {
    let definition = OGR_L_GetLayerDefn(layer)
    return (0..<OGR_FD_GetFieldCount(definition)).map { index in
      guard let name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, index)) else { return "" }
      return texts?.fieldName(name.bytes) ?? String(cString: name)
    }
  }

  private static func declaredCRS(_ layer: OGRLayerH, _ driver: String) -> DeclaredCRS? {
    guard let system = OGR_L_GetSpatialRef(layer) else { return nil }
    // GeoPackage writes a system of its own for "not known".
    let name = OSRGetName(system).map { String(cString: $0) } ?? ""
    guard OSRIsLocal(system) == 0, !name.hasPrefix("Undefined") else { return nil }
    let place = driver == "ESRI Shapefile" ? ".prj" : driver
    // A `.prj` holds names and parameters, which `CRS(wkt:)` weighs; other formats store the code itself.
    if driver != "ESRI Shapefile", let code = OSRGetAuthorityCode(system, nil),
      let authority = OSRGetAuthorityName(system, nil), String(cString: authority) == "EPSG"
    {
      return DeclaredCRS(text: "EPSG:" + String(cString: code), foundIn: place)
    }
    var text: UnsafeMutablePointer<CChar>?
    defer { VSIFree(text) }
    guard OSRExportToWkt(system, &text) == OGRERR_NONE, let text else { return nil }
    return DeclaredCRS(text: String(cString: text), foundIn: place)
  }
}

extension UnsafePointer<CChar> {
  /// The bytes before the terminating zero.
  var bytes: UnsafeBufferPointer<UInt8> {
    let text = UnsafeRawPointer(self).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: text, count: strlen(self))
  }
}
