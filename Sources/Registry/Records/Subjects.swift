internal import Crypto
internal import Texts

extension RecordTable {
  /// What findings about a row name it by; for markers use `BoundaryMarker.subject`, which knows the matched line.
  public func subject(ofRow row: Int) -> Subject {
    Subject(kind: kind, key: key(ofRow: row) ?? contentKey(ofRow: row), name: displayName(ofRow: row))
  }

  /// What a clerk calls the record.
  public func displayName(ofRow row: Int) -> String? {
    switch kind {
    case .boundaryMarker, .inspection: text(.number, row)
    default: text(.name, row)
    }
  }

  /// The key of a row by the rules of its kind; `nil` when its key columns are blank.
  public func key(ofRow row: Int) -> String? {
    switch kind {
    case .division:
      return text(.code, row).map(DivisionKey.unpadded)
    case .boundaryLine:
      return text(.name, row) ?? text(.code, row)
    case .boundaryMarker:
      guard let number = text(.number, row) else { return nil }
      return "\(text(.line, row) ?? text(.lineCode, row) ?? "")/\(number)"
    case .placeName:
      if let id = text(.id, row) ?? text(.placeCode, row) { return id }
      return text(.name, row).map { "\($0)@\(text(.unit, row) ?? "")" }
    case .sign:
      return text(.id, row)
    case .facility:
      return text(.name, row).map { "\($0)@\(text(.unit, row) ?? "")" }
    case .constraint:
      guard let type = text(.kind, row) else { return nil }
      return "\(type)/\(text(.name, row) ?? "")"
    case .population:
      guard let code = text(.code, row) else { return nil }
      return "\(DivisionKey.unpadded(code))/\(text(.year, row) ?? "")"
    case .inspection:
      guard let number = text(.number, row) else { return nil }
      return "\(text(.line, row) ?? "")/\(number)/\(text(.inspectedOn, row) ?? "")"
    }
  }

  /// `~` and 8 hex digits of the row's content, for a row without key: stable when rows are re-ordered.
  public func contentKey(ofRow row: Int) -> String {
    var hash = SHA256()
    for key in keys.sorted() {
      guard let cell = text(key, row) else { continue }
      hash.update(data: Array("\(key.rawValue)\u{1F}\(cell)\u{1E}".utf8))
    }
    return "~" + hash.finalize().prefix(4).hexadecimal()
  }
}
