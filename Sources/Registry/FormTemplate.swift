/// The layout of a form of the joint inspection: what its columns are called and what stands in them.
///
/// The official column lists are not published with the standards, so each bureau can write its own.
public struct FormTemplate: Sendable, Equatable {
  /// The forms of a line's packet; the raw values are the names of the template files.
  public enum Form: String, Sendable, CaseIterable {
    /// 界线联检记录表, a row a marker.
    case record = "record_form"
    /// 界桩登记表, a sheet a marker; its columns are pairs of label and value.
    case registration = "registration_form"
    /// 界桩成果表, a row a marker.
    case markerResults = "marker_results"
    /// 边界点成果表, a row a vertex of the line.
    case boundaryPoints = "boundary_points"
  }

  public enum Paper: String, Sendable, CaseIterable {
    case a4 = "A4"
    case a3 = "A3"
  }

  public enum Orientation: String, Sendable, CaseIterable {
    case portrait, landscape
  }

  /// The words that a cell can be chosen from.
  public enum Choices: Sendable, Equatable {
    /// 完好, 损坏 …: the words of `marker_conditions.tsv`.
    case conditions
    /// 修复, 描红 …: the words of `marker_measures.tsv`.
    case measures
    case yesNo
    case words([String])

    public var words: [String] {
      switch self {
      case .conditions: MarkerCondition.choices
      case .measures: MarkerMeasure.choices
      case .yesNo: ["是", "否"]
      case .words(let words): words
      }
    }
  }

  public struct Column: Sendable, Equatable {
    public var title: String
    /// What stands there; `nil` for a column that is left empty to be filled in by hand.
    public var value: FormValue?
    /// In characters; a Chinese character counts as two. `nil` for a width by the content.
    public var width: Int?
    public var choices: Choices?

    public init(title: String, value: FormValue? = nil, width: Int? = nil, choices: Choices? = nil) {
      self.title = title
      self.value = value
      self.width = width
      self.choices = choices
    }
  }

  public var title: String
  public var paper: Paper
  public var orientation: Orientation
  public var columns: [Column]

  public init(title: String, paper: Paper = .a4, orientation: Orientation = .landscape, columns: [Column]) {
    self.title = title
    self.paper = paper
    self.orientation = orientation
    self.columns = columns
  }
}

/// What stands in a column of a form.
public enum FormValue: Sendable, Equatable {
  /// Worked out from the records and the line.
  case computed(Computed)
  /// A column of the marker table, as recorded.
  case marker(FieldKey)
  /// A column of the inspection table: left empty for this round.
  case inspection(FieldKey)

  public enum Computed: String, Sendable, CaseIterable {
    /// Counts from 1.
    case serial
    /// The name of the line.
    case line
    /// Gauss-Krüger X (north) and Y (east) in CGCS2000, in metres.
    case northing, easting
    /// CGCS2000 in decimal degrees.
    case longitude, latitude
    case longitudeDMS = "longitude_dms"
    case latitudeDMS = "latitude_dms"
    /// `K3+250` and metres, from the start of the line.
    case chainage
    case chainageMetres = "chainage_m"
    /// Metres between marker and line.
    case distanceToLine = "distance_to_line"
    /// 左, 右 or 线上, looking along the line.
    case side
    /// What the last inspection recorded, else the marker table.
    case previousCondition = "previous_condition"
    case previousMeasure = "previous_measure"
    case previousDate = "previous_date"
    case previousRound = "previous_round"
    /// The round that follows the last one.
    case nextRound = "next_round"
    /// Of a boundary point: the end of the line, or the marker that stands there.
    case pointNote = "point_note"
  }

  /// Of boundary points nothing else is known.
  static let ofPoints: [Computed] = [
    .serial, .line, .northing, .easting, .longitude, .latitude, .longitudeDMS, .latitudeDMS, .chainage, .chainageMetres,
    .pointNote,
  ]

  /// - Returns: `nil` for a name that the form does not know: see `names`.
  ///
  /// A computed value stands before a column of that name, a column to fill in before one of the marker table.
  public init?(named name: String, in form: FormTemplate.Form) {
    let key = FieldKey(rawValue: name)
    if let computed = Computed(rawValue: name), Self.computed(in: form).contains(computed) {
      self = .computed(computed)
    } else if form == .record, FieldCatalogue.standard.field(.inspection, key) != nil, key != .number {
      self = .inspection(key)
    } else if form != .boundaryPoints, FieldCatalogue.standard.field(.boundaryMarker, key) != nil {
      self = .marker(key)
    } else {
      return nil
    }
  }

  /// Every name that a form takes.
  public static func names(in form: FormTemplate.Form) -> [String] {
    var names = computed(in: form).map(\.rawValue)
    if form == .record { names += FieldCatalogue.standard[.inspection].map(\.key.rawValue) }
    if form != .boundaryPoints { names += FieldCatalogue.standard[.boundaryMarker].map(\.key.rawValue) }
    return names
  }

  private static func computed(in form: FormTemplate.Form) -> [Computed] {
    form == .boundaryPoints ? ofPoints : Computed.allCases.filter { $0 != .pointNote }
  }
}
