import Analysis
import Geodesy
import Geometry
import Glibc
import Registry

/// Reference objects whose recorded bearing or distance does not fit their coordinates.
enum ReferenceObjectInconsistent: Rule {
  static let descriptor = RuleDescriptor(
    code: "M111", name: "reference-object-inconsistent",
    title: LocalizedText(zh: "方位物方位角或距离不符", en: "reference object inconsistent"),
    severity: .warning, certainty: .definite, needs: [.boundaryMarker], needsContext: [.datum],
    finds: LocalizedText(
      zh: "方位物有坐标时，登记的距离与按坐标计算的距离相差超过 distance（且超过距离的 1%），或登记的方位角与计算的方位角相差超过 bearing。"
        + "按登记的方位角基准（坐标、磁、真）不符、按另一种基准相符的，疑为基准写错，给出相符的一种；"
        + "没有写明基准、按哪一种都不符的，列为疑似。磁偏角由 declination 设置（偏西为负），不设置时只看几个方位物推出的磁偏角是否一致。",
      en:
        "Where a reference object has coordinates: its recorded distance differs from the computed one by more than "
        + "`distance` and 1 %, or its bearing by more than `bearing`. A bearing that fits another north than the recorded one "
        + "(grid, magnetic, true) is suspected to count from that; one without stated north that fits none is suspect; the magnetic declination is set by `declination` (west "
        + "negative), and without it only inferred from the objects of one marker."),
    why: LocalizedText(
      zh: "界桩丢失后要靠三个方位物恢复原位；坐标方位角与真方位角、磁方位角相差零点几度到几度，弄混了就找不准。",
      en: "A lost marker is set again from its three objects; the norths differ by up to some degrees."),
    basis: LocalizedText(
      zh: "《行政区域界线界桩管理办法》（民政部令第36号）第五条：界桩登记表；方位角基准应当写明",
      en:
        "Measures for Boundary Markers (MCA Order 36), art. 5: registration form; the north of bearings has to be stated"
    ),
    next: LocalizedText(
      zh: "对照界桩登记表原件核对方位角、距离和基准；方位物已变化的，重新选定并填写新的登记表。",
      en:
        "Check bearing, distance and north in the form; where the object has changed, choose another and fill in a new form."
    ),
    settings: [
      RuleSetting(
        "bearing", .number(0.3), unit: "deg",
        meaning: LocalizedText(zh: "方位角允许相差的度数", en: "how much a bearing may differ")),
      RuleSetting(
        "distance", .number(1), unit: "m",
        meaning: LocalizedText(zh: "距离允许相差的米数", en: "how much a distance may differ")),
      RuleSetting(
        "declination", .text(""), unit: "deg",
        meaning: LocalizedText(
          zh: "当地磁偏角，偏西为负，如 -2.5；不设置时不按磁方位角换算", en: "the local magnetic declination, west negative, such as -2.5")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{number}号方位物登记的{declared}{value}，按坐标应为 {expected}，相差 {measure}",
        en: "object {number}: recorded {declared} {value}, by its coordinates {expected}, {measure} apart"),
      "reference": LocalizedText(
        zh: "登记为{declared}，相差 {measure}；按{fit}则相符（{count} 个方位物），基准可能写错",
        en: "recorded as {declared}, {measure} off; as {fit} all {count} objects fit"),
      "undeclared": LocalizedText(
        zh: "没有写明方位角基准；按{fit}相符（{count} 个方位物）",
        en: "the north of the bearings is not stated; as {fit} all {count} objects fit"),
      "none": LocalizedText(
        zh: "{number}号方位物登记的方位角 {value} 没有写明基准，按坐标、真方位角都不符，至少相差 {measure}",
        en:
          "object {number}: bearing {value}, its north not stated, fits neither grid nor true north: {measure} at least"
      ),
      "magnetic": LocalizedText(
        zh: "登记为{declared}，相差 {measure}；{count} 个方位物推出的磁偏角都约为 {declination}，可能是磁方位角",
        en:
          "recorded as {declared}, {measure} off; all {count} objects give a declination of about {declination}: perhaps "
          + "magnetic bearings"),
      "distance": LocalizedText(
        zh: "{number}号方位物登记的距离 {value} 米，按坐标应为 {expected}，相差 {measure}",
        en: "object {number}: recorded distance {value} m, by its coordinates {expected}, {measure} apart"),
    ])

  static let examples = [
    RuleExample(
      zh: "正东约 97 米处的方位物：距离错、方位角错", en: "objects with a wrong distance and a wrong bearing",
      """
      boundary_marker | line   | number   | bearing_reference | reference1_bearing | reference1_distance | reference1_longitude | reference1_latitude | geom
                      | 铜合线 | 5117001Q | 真 | 90°00′  | 96.7  | 106.021 | 29.8   | 0 0
                      | 铜合线 | 5117002Q | 真 | 90°00′  | 69.7  | 106.021 | 29.8   | 0 0   <- W 27
                      | 铜合线 | 5117003Q | 真 | 95°00′  | 96.7  | 106.021 | 29.8   | 0 0   <- W 5
                      | 铜合线 | 5117004Q | 真 | 95°00′  | 96.7  |         |        | 0 0
      """),
    RuleExample(
      zh: "写成真方位角，其实是坐标方位角；没有写明", en: "grid bearings recorded as true ones; not stated",
      """
      boundary_marker | line   | number   | bearing_reference | reference1_bearing | reference1_longitude | reference1_latitude | geom
                      | 铜合线 | 5117001Q | 真   | 89°29′ | 106.030 | 29.8 | 0 0  <- W s 0.51
                      | 铜合线 | 5117002Q |      | 89°29′ | 106.030 | 29.8 | 0 0  <- I s
                      | 铜合线 | 5117003Q | 坐标 | 89°29′ | 106.030 | 29.8 | 0 0
                      | 铜合线 | 5117004Q |      | 270°   | 106.030 | 29.8 | 0 0  <- W s 179.5
      """),
    RuleExample(
      zh: "设置磁偏角 -2.5°", en: "a declination of -2.5° is set",
      """
      set declination = -2.5°
      boundary_marker | line   | number   | bearing_reference | reference1_bearing | reference1_longitude | reference1_latitude | geom
                      | 铜合线 | 5117001Q | 磁   | 92°30′ | 106.030 | 29.8 | 0 0
                      | 铜合线 | 5117002Q | 坐标 | 92°30′ | 106.030 | 29.8 | 0 0  <- W s 3.01
      """),
    RuleExample(
      zh: "没有设置磁偏角：两个方位物推出同一磁偏角", en: "without a declination: two objects agree on one",
      """
      boundary_marker | line   | number   | bearing_reference | reference1_bearing | reference1_longitude | reference1_latitude | reference2_bearing | reference2_longitude | reference2_latitude | geom
                      | 铜合线 | 5117001Q | 坐标 | 92°30′ | 106.030 | 29.8 | 2°30′ | 106.020 | 29.81 | 0 0  <- W s 3.01
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let table = area.dataset[.boundaryMarker]
    let systems = RowSystems(area.dataset, table)
    let limits = Limits(settings)
    for marker in area.markers {
      guard let position = marker.position, position.x.isFinite, abs(position.y) <= 90 else { continue }
      let system = systems.system(ofRow: marker.row, near: position)
      let objects = ReferenceObject.all(ofRow: marker.row, in: table, marker: position, plane: system.plane)
      guard !objects.isEmpty else { continue }
      compareDistances(objects, marker, table, limits, into: &findings)
      let convergence = gridConvergence(
        longitude: position.x, latitude: position.y, centralMeridian: system.centralMeridian)
      let bearings = Bearings(
        objects: objects.filter { $0.bearingDegrees != nil }, convergence: convergence, limits: limits)
      compareBearings(bearings, marker, table, into: &findings)
    }
  }

  private static func compareDistances(
    _ objects: [ReferenceObject], _ marker: BoundaryMarker, _ table: RecordTable, _ limits: Limits,
    into findings: inout FindingSink
  ) {
    for object in objects {
      guard let distance = object.distanceMetres else { continue }
      let difference = abs(distance - object.trueDistanceMetres)
      let limit = max(limits.distance, 0.01 * object.trueDistanceMetres)
      guard difference > limit else { continue }
      findings.report(table, row: marker.row, field: object.distanceField) { finding in
        finding.message = "distance"
        finding.evidence?.value = table.text(object.distanceField, marker.row) ?? ""
        finding.measure = Measure(difference, .metres, limit: rounded(limit))
        finding.arguments["number"] = .localized(ordinal(object.number))
        finding.arguments["value"] = .number((distance * 1000).rounded() / 1000)
        finding.arguments["expected"] = .metres(object.trueDistanceMetres)
      }
    }
  }

  private static func compareBearings(
    _ bearings: Bearings, _ marker: BoundaryMarker, _ table: RecordTable, into findings: inout FindingSink
  ) {
    guard let first = bearings.objects.first else { return }
    let declared = table.text(.bearingReference, marker.row).flatMap(BearingReference.init(parsing:))
    guard let declared else {
      guard let fit = BearingReference.allCases.first(where: bearings.allFit) else {
        reportMisfits(bearings, marker, table, into: &findings)
        return
      }
      findings.report(table, row: marker.row, field: .bearingReference) { finding in
        finding.message = "undeclared"
        (finding.severity, finding.certainty) = (.info, .suspect)
        finding.arguments["fit"] = .localized(fit.title)
        finding.arguments["count"] = .count(bearings.objects.count)
      }
      return
    }
    let wrong = bearings.objects.filter { !bearings.fits($0, declared) }
    guard !wrong.isEmpty else { return }
    let other = BearingReference.allCases.first { $0 != declared && bearings.allFit($0) }
    let declination = declared == .magnetic ? nil : bearings.commonDeclination
    // One object that fits shows that the north is right and the others are not.
    if wrong.count == bearings.objects.count, other != nil || declination != nil {
      findings.report(table, row: marker.row, field: first.bearingField) { finding in
        finding.message = other == nil ? "magnetic" : "reference"
        finding.certainty = .suspect
        finding.measure = Measure(
          bearings.difference(first, declared) ?? 0, .degrees, limit: rounded(bearings.limit(of: first)))
        finding.arguments["declared"] = .localized(declared.title)
        finding.arguments["fit"] = .localized((other ?? .magnetic).title)
        finding.arguments["count"] = .count(bearings.objects.count)
        finding.arguments["declination"] = .text(angle(declination ?? 0))
      }
      return
    }
    for object in wrong {
      guard let difference = bearings.difference(object, declared) else { continue }
      findings.report(table, row: marker.row, field: object.bearingField) { finding in
        finding.measure = Measure(difference, .degrees, limit: rounded(bearings.limit(of: object)))
        finding.arguments["number"] = .localized(ordinal(object.number))
        finding.arguments["declared"] = .localized(declared.title)
        finding.arguments["expected"] = .text(angle(bearings.expected(object, declared) ?? 0))
      }
    }
  }

  /// Bearings of no stated north that fit none.
  private static func reportMisfits(
    _ bearings: Bearings, _ marker: BoundaryMarker, _ table: RecordTable, into findings: inout FindingSink
  ) {
    for object in bearings.objects where !BearingReference.allCases.contains(where: { bearings.fits(object, $0) }) {
      let difference = BearingReference.allCases.compactMap { bearings.difference(object, $0) }.min() ?? 0
      findings.report(table, row: marker.row, field: object.bearingField) { finding in
        finding.message = "none"
        finding.certainty = .suspect
        finding.measure = Measure(difference, .degrees, limit: rounded(bearings.limit(of: object)))
        finding.arguments["number"] = .localized(ordinal(object.number))
      }
    }
  }

  /// 一号方位物, object 1.
  private static func ordinal(_ number: Int) -> LocalizedText {
    LocalizedText(zh: ["一", "二", "三"][max(0, min(2, number - 1))], en: String(number))
  }

  private static func angle(_ degrees: Double) -> String {
    "\(rounded(degrees))°"
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  fileprivate struct Limits {
    let bearing: Double
    let distance: Double
    let declination: Double?

    init(_ settings: RuleSettings) {
      bearing = settings.number("bearing") ?? 0.3
      distance = settings.number("distance") ?? 1
      declination = settings.text("declination").flatMap(parseDegrees)
    }
  }
}

/// The bearings of one marker's objects against each north.
private struct Bearings {
  let objects: [ReferenceObject]
  let convergence: Double
  let limits: ReferenceObjectInconsistent.Limits

  /// `nil` for magnetic bearings where no declination is set.
  func expected(_ object: ReferenceObject, _ reference: BearingReference) -> Double? {
    let turned: Double? =
      switch reference {
      case .trueNorth: object.trueAzimuth
      case .grid: object.trueAzimuth - convergence
      case .magnetic: limits.declination.map { object.trueAzimuth - $0 }
      }
    return turned.map { ($0.truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(dividingBy: 360) }
  }

  func difference(_ object: ReferenceObject, _ reference: BearingReference) -> Double? {
    guard let bearing = object.bearingDegrees, let expected = expected(object, reference) else { return nil }
    return Self.turn(from: expected, to: bearing).magnitude
  }

  /// An object near the marker is seen under a coarser angle: 0.1 m count on both sides.
  func limit(of object: ReferenceObject) -> Double {
    max(limits.bearing, object.bearingPrecision, atan2(0.2, object.trueDistanceMetres) * 180 / .pi)
  }

  /// A magnetic bearing without declination fits where the declination that it gives is one that China has.
  func fits(_ object: ReferenceObject, _ reference: BearingReference) -> Bool {
    if let difference = difference(object, reference) { return difference <= limit(of: object) }
    return declination(object).map { Self.chineseDeclinations.contains($0) } ?? false
  }

  func allFit(_ reference: BearingReference) -> Bool {
    (reference != .magnetic || limits.declination != nil) && objects.allSatisfy { fits($0, reference) }
  }

  /// What two and more objects agree on, where China has such a declination.
  var commonDeclination: Double? {
    let inferred = objects.compactMap(declination)
    guard inferred.count >= 2, let least = inferred.min(), let greatest = inferred.max(),
      greatest - least <= 2 * limits.bearing, Self.chineseDeclinations.contains((least + greatest) / 2)
    else { return nil }
    return (least + greatest) / 2
  }

  private func declination(_ object: ReferenceObject) -> Double? {
    object.bearingDegrees.map { Self.turn(from: $0, to: object.trueAzimuth) }
  }

  /// Degrees, rounded up on both sides, west negative.
  private static let chineseDeclinations = -15.0...8.0

  private static func turn(from start: Double, to end: Double) -> Double {
    (end - start).remainder(dividingBy: 360)
  }
}

/// The reference systems that rows of the marker table are in, by what they and their sources say.
private final class RowSystems {
  struct System {
    let centralMeridian: Double
    let plane: CoordinateTransformation?
  }

  private let dataset: Dataset
  private let table: RecordTable
  private var planes: [String: (meridian: Double, plane: CoordinateTransformation)?] = [:]

  init(_ dataset: Dataset, _ table: RecordTable) { (self.dataset, self.table) = (dataset, table) }

  /// The zone that the source or the row names; else grid bearings count from the nearest 3° meridian.
  func system(ofRow row: Int, near position: Position) -> System {
    let labels = [dataset.source(of: table.origins[row]).crsLabel, table.text(.crs, row) ?? ""]
    for label in labels where !label.isEmpty {
      if let known = plane(label) { return System(centralMeridian: known.meridian, plane: known.plane) }
    }
    return System(centralMeridian: (position.x / 3).rounded() * 3, plane: nil)
  }

  private func plane(_ label: String) -> (meridian: Double, plane: CoordinateTransformation)? {
    if let known = planes[label] { return known }
    var made: (meridian: Double, plane: CoordinateTransformation)?
    if let crs = try? CRS(parsing: label), let meridian = crs.centralMeridian,
      let plane = try? CoordinateTransformation(from: crs, to: .cgcs2000)
    {
      made = (meridian, plane)
    }
    planes[label] = .some(made)
    return made
  }
}
