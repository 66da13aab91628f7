import ArgumentParser
import Foundation
import Intake
import Registry
import Rules

/// How plain files are read; the same wherever they are.
struct InputOptions: ParsableArguments {
  @Option(
    help: "数据类型 kind: \(RecordKind.allCases.map(\.rawValue).joined(separator: ", ")) [自动识别 recognised]")
  var kind: String?

  @Option(help: "工作表或图层 sheet or layer")
  var layer: String?

  @Option(help: "坐标系 reference system，如 EPSG:4523")
  var crs: String?

  @Flag(name: .customLong("swap-axes"), help: "图形坐标是纬度（纵坐标）在前 shapes have latitude or northing first")
  var swapsAxes = false

  @Flag(
    name: .customLong("packed-degrees"),
    help: "经纬度列是连写的度分秒，如 1060312.34 degrees, minutes, seconds run together")
  var unpacksDegrees = false

  @Option(help: "文字编码 text encoding，如 GB18030")
  var encoding: String?

  @Option(name: .customLong("field"), help: "字段对应 key=来源列名 field mapping（可重复 repeatable）")
  var fields: [String] = []

  @Option(help: "映射文件 mapping file (YAML)，可由 import --dry-run 写出 as import --dry-run writes it")
  var mapping: String?

  @OptionGroup var datum: DatumArguments

  /// For `export`, where `--layer` may name the kind or derived layer to write instead of a layer to read.
  var withoutKindLayer: InputOptions {
    var options = self
    if let layer, RecordKind(rawValue: layer) != nil || DerivedLayer(rawValue: layer) != nil { options.layer = nil }
    return options
  }

  /// A request for one file, `[KIND=]FILE`.
  func request(_ target: String, accuracyMetres: Double? = nil) throws -> InputRequest {
    var (path, kind) = (target, try self.kind.map(Self.kind))
    if let equals = target.firstIndex(of: "="), !FileManager.default.fileExists(atPath: target),
      let named = RecordKind(rawValue: String(target[..<equals]))
    {
      (path, kind) = (String(target[target.index(after: equals)...]), named)
    }
    var request = InputRequest(
      path: path, kind: kind, layer: layer, crs: crs, encoding: encoding, fields: try fields(of: kind),
      accuracyMetres: accuracyMetres)
    request.mapping = try mapping.map { try MappingFile.read($0) }
    (request.swapsAxes, request.unpacksDegrees) = (swapsAxes, unpacksDegrees)
    request.datumChange = try datum.change(crs: crs)
    return request
  }

  static func kind(_ text: String) throws -> RecordKind {
    if let kind = RecordKind(rawValue: text) { return kind }
    let known = RecordKind.allCases.map(\.rawValue)
    let nearest = NearestName.of(text, among: known)
    throw Failure(
      .usage,
      zh: "没有数据类型“\(text)”" + (nearest.map { "，是否为“\($0)”？" } ?? "，可用：\(known.joined(separator: "、"))"),
      en: "There is no kind “\(text)”"
        + (nearest.map { ", did you mean “\($0)”?" } ?? "; known: \(known.joined(separator: ", "))"))
  }

  private func fields(of kind: RecordKind?) throws -> [FieldKey: String] {
    var mapping: [FieldKey: String] = [:]
    for field in fields {
      guard let equals = field.firstIndex(of: "="), equals != field.startIndex else {
        throw Failure(
          .usage, zh: "--field 的写法是 key=来源列名，实为“\(field)”", en: "--field takes key=Source, found “\(field)”")
      }
      let name = String(field[..<equals])
      guard let key = Intake.fieldKey(name, of: kind) else {
        throw Failure(.usage, zh: "没有名为“\(name)”的字段", en: "There is no field “\(name)”")
      }
      mapping[key] = String(field[field.index(after: equals)...])
    }
    return mapping
  }
}

/// What a check or a report is made for.
struct ContextOptions: ParsableArguments {
  @Option(name: .customLong("as-of"), help: "截止日期 date of the check，如 2026-11-24 [今天 today]")
  var asOf: String?

  @Option(help: "设置文件 settings file (YAML)")
  var settings: String?

  @Option(help: "语言 language: zh, en")
  var lang: Language = .zh

  func date() throws -> CalendarDate? {
    try asOf.map { try CalendarDate(argument: $0, of: "--as-of") }
  }

  func readSettings() throws -> Settings {
    let settings = try settings.map { try SettingsFile.read($0) } ?? Settings()
    try settings.checkDistrict()
    return settings
  }
}

extension Settings {
  /// These settings where they say something, else others; of a rule that both name, by code or name, these.
  func over(_ others: Settings) -> Settings {
    func code(_ name: String) -> String { RuleBook.entry(named: name)?.descriptor.code ?? name }
    let own = Set(rules.keys.map(code))
    return Settings(
      district: district ?? others.district, accuracyMetres: accuracyMetres ?? others.accuracyMetres,
      rules: others.rules.filter { !own.contains(code($0.key)) }.merging(rules) { _, own in own },
      risk: others.risk.merging(risk) { _, own in own })
  }

  /// Refuses a district that is no code: rules that go by it would find nothing, and not say so.
  func checkDistrict() throws {
    guard let district else { return }
    let code = DivisionKey.unpadded(district)
    guard [2, 4, 6, 9].contains(code.count), code.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw Failure(
        .usage, zh: "district 应为 2、4、6 或 9 位的区划代码，如 500151，实为“\(district)”",
        en: "district takes a division code of 2, 4, 6 or 9 digits such as 500151, found “\(district)”")
    }
  }
}

extension Language: ExpressibleByArgument {}

extension CalendarDate {
  /// A whole date as the value of an option.
  init(argument text: String, of option: String) throws {
    guard let date = CalendarDate(parsing: text), date.day != nil else {
      throw Failure(
        .usage, zh: "\(option) 应为日期，如 2026-11-24，实为“\(text)”",
        en: "\(option) takes a date such as 2026-11-24, found “\(text)”")
    }
    self = date
  }

  /// The day on this machine's calendar.
  static func current() throws -> CalendarDate {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    guard let today = parts.year.flatMap({ CalendarDate(year: $0, month: parts.month, day: parts.day) }) else {
      throw Failure(.defect, zh: "取不到今天的日期，请用 --as-of 指定", en: "the date of today is not known; give --as-of")
    }
    return today
  }
}
