/// The keys that code reads; every one is in `Data/tables/fields.tsv`.
extension FieldKey {
  // Shared by several kinds.
  public static let name: FieldKey = "name"
  public static let code: FieldKey = "code"
  public static let id: FieldKey = "id"
  public static let level: FieldKey = "level"
  public static let kind: FieldKey = "kind"
  public static let type: FieldKey = "type"
  public static let crs: FieldKey = "crs"
  public static let longitude: FieldKey = "longitude"
  public static let latitude: FieldKey = "latitude"
  public static let secrecy: FieldKey = "secrecy"
  public static let unit: FieldKey = "unit"
  public static let condition: FieldKey = "condition"
  public static let geometry: FieldKey = "geometry"

  // Divisions and population.
  public static let parentCode: FieldKey = "parent_code"
  public static let areaKm2: FieldKey = "area_km2"
  public static let population: FieldKey = "population"
  public static let year: FieldKey = "year"

  // Lines.
  public static let mapScale: FieldKey = "map_scale"
  public static let lengthKm: FieldKey = "length_km"
  public static let unit1: FieldKey = "unit1"
  public static let unit2: FieldKey = "unit2"
  public static let lastInspection: FieldKey = "last_inspection"
  public static let inspectionRound: FieldKey = "inspection_round"
  public static let changeEvent: FieldKey = "change_event"
  public static let changedOn: FieldKey = "changed_on"
  public static let numberPattern: FieldKey = "number_pattern"
  public static let course: FieldKey = "course"
  public static let featureType: FieldKey = "feature_type"
  public static let markerCount: FieldKey = "marker_count"
  public static let singleCount: FieldKey = "single_count"
  public static let doubleCount: FieldKey = "double_count"
  public static let tripleCount: FieldKey = "triple_count"

  // Markers and inspections.
  public static let number: FieldKey = "number"
  public static let line: FieldKey = "line"
  public static let lineCode: FieldKey = "line_code"
  public static let northing: FieldKey = "northing"
  public static let easting: FieldKey = "easting"
  public static let typeLetter: FieldKey = "type_letter"
  public static let bearingReference: FieldKey = "bearing_reference"
  public static let history: FieldKey = "history"
  public static let units: [FieldKey] = ["unit1", "unit2", "unit3"]
  public static let inspectedOn: FieldKey = "inspected_on"
  public static let round: FieldKey = "round"
  public static let measure: FieldKey = "measure"
  public static let neighbourPresent: FieldKey = "neighbour_present"
  public static let filed: FieldKey = "filed"
  public static let crossBorderConstruction: FieldKey = "cross_border_construction"
  public static let constructionConsent: FieldKey = "construction_consent"

  // Place names.
  public static let placeCode: FieldKey = "place_code"
  public static let romanisation: FieldKey = "romanisation"
  public static let classCode: FieldKey = "class_code"
  public static let unitCode: FieldKey = "unit_code"
  public static let established: FieldKey = "established"
  public static let namedOn: FieldKey = "named_on"
  public static let language: FieldKey = "language"
  public static let minorityWriting: FieldKey = "minority_written"
  public static let usage: FieldKey = "usage"
  public static let censusStatus: FieldKey = "census_status"
  public static let provinceName: FieldKey = "province_name"
  public static let countyName: FieldKey = "county_name"

  // Facilities.
  public static let status: FieldKey = "status"
  public static let servedUnits: FieldKey = "served_units"
  public static let ecoGraves: FieldKey = "eco_graves"
}
