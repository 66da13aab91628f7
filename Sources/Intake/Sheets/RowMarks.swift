internal import Registry

/// What rows that are no records begin with.
struct RowMarks: Sendable {
  static let standard = RowMarks()

  static let totals = ["合计", "总计", "小计", "共计", "累计", "总和", "平均", "合計", "總計", "小計", "total"]
  /// Before the name of a part, or alone for the whole; only with numbers behind them.
  static let parts = ["其中"]
  static let wholes = ["全区", "全县", "全市"]
  static let signatures = [
    "制表", "审核", "填表", "填报", "复核", "校核", "负责人", "单位负责人", "经办人", "日期", "联系人", "联系电话", "制图", "绘制", "签字",
  ]
  static let remarks = ["注", "备注", "说明", "填表说明", "填报说明", "附注"]

  /// By the first two characters; by the first one where a blank follows.
  private let beginnings: Set<UInt64>
  /// By the first character or two letters.
  private let headerBeginnings: Set<UInt64>

  private init() {
    let words = Self.totals + Self.parts + Self.wholes + ["以下"] + Self.signatures + Self.remarks.filter { $0.count > 1 }
    beginnings = Set(words.map { Self.number($0.utf8.prefix(6)) })
    var names: Set<UInt64> = []
    for kind in RecordKind.allCases {
      for field in FieldCatalogue.standard[kind] {
        for name in [field.title, field.key.rawValue] + field.aliases {
          names.insert(Self.headerNumber(Array(FieldNames.fold(name).utf8)))
        }
      }
    }
    headerBeginnings = names
  }

  /// Whether a cell begins like a total, a signature or a remark.
  func begin(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count > 3 else { return false }
    guard cell[0] >= 0xE4, cell[0] < 0xEA else { return Self.beginsUnlikeWord(cell) }
    // 第1页, 共2页.
    if [[0xE7, 0xAC, 0xAC], [0xE5, 0x85, 0xB1]].contains(where: cell.prefix(3).elementsEqual), cell[3] < 0x80 {
      return true
    }
    // 注 before a mark, a number or a sentence, for names begin with it too; 合 计 with a blank between.
    if cell[0] == 0xE6, cell[1] == 0xB3, cell[2] == 0xA8 { return cell[3] < 0x80 || cell[3] == 0xEF || cell.count > 30 }
    if cell[3] == 0x20 || cell[3] == 0xE3 { return true }
    return cell.count > 5 && beginnings.contains(Self.number(cell.prefix(6)))
  }

  /// `—以下空白—`, `（以下空白）`, `Total`.
  private static func beginsUnlikeWord(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    switch cell[0] {
    case 0xE2, 0xE3, 0xEF: true
    case 0x28, 0x2D: cell[1] >= 0xE2 || cell[1] == 0x2D
    case 0x54, 0x74: cell.count < 8 && cell[1] | 0x20 == 0x6F && cell[2] | 0x20 == 0x74
    default: false
    }
  }

  func beginsHeader(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    // Stars and brackets before a header are not looked behind: the row is still one by its other cells.
    guard cell.count > 1, cell.count < 64, !(0x30...0x39).contains(cell[0]) else { return false }
    return headerBeginnings.contains(Self.headerNumber(cell))
  }

  private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  private static func headerNumber(_ bytes: some Collection<UInt8>) -> UInt64 {
    guard let first = bytes.first else { return 0 }
    return first < 0x80 ? number(bytes.prefix(2).map { $0 | 0x20 }) : number(bytes.prefix(3))
  }

  static func endsLikeTotal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = cell.count
    // 计 is E8 AE A1, 計 E8 A8 88.
    guard count > 6, cell[count - 3] == 0xE8 else { return false }
    return cell[count - 2] == 0xAE && cell[count - 1] == 0xA1 || cell[count - 2] == 0xA8 && cell[count - 1] == 0x88
  }
}
