import TestSupport
import Testing

@testable import Registry

@Suite struct TextColumnTests {
  @Test func cellsComeBackAsGiven() {
    let cells = ["铜梁区", "", " a ", "\u{3000}", "é", "e\u{301}", "𠮷", "\u{FFFD}"]
    let column = TextColumn(cells)
    #expect(column.count == cells.count)
    for (row, cell) in cells.enumerated() {
      #expect(Array(column[row].unicodeScalars) == Array(cell.unicodeScalars))
      #expect(column.withBytes(row) { Array($0) } == Array(cell.utf8))
    }
  }

  @Test(arguments: [
    (" \t土桥镇\r\n", "土桥镇"), ("\u{3000}土桥\u{3000}镇\u{3000} \u{3000}", "土桥\u{3000}镇"), ("\u{3000}", ""),
    (" \u{3000} \u{B}", ""), ("", ""), ("、", "、"), ("\u{3001}", "\u{3001}"), ("\u{4000}\u{3000}", "\u{4000}"),
    ("\u{A0}x", "\u{A0}x"), ("\u{200B}", "\u{200B}"),
  ])
  func trimsASCIIAndIdeographicSpace(_ text: String, _ trimmed: String) {
    let column = TextColumn([text])
    #expect(column.trimmed(0) == trimmed)
    #expect(column.isBlank(0) == trimmed.isEmpty)
    #expect(column[0] == text)
  }

  @Test func trimsAsAnIndependentReadingOfScalarsDoes() {
    var generator = SeededGenerator(seed: 7)
    let alphabet: [Unicode.Scalar] = [" ", "\t", "\u{3000}", "\u{3001}", "镇", "a", "\u{80}", "𠀀", "\u{FFFD}"]
    let space: Set<Unicode.Scalar> = [" ", "\t", "\u{3000}"]
    for _ in 0..<2000 {
      let scalars = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &generator)]
      }
      var kept = scalars[...]
      while let first = kept.first, space.contains(first) { kept.removeFirst() }
      while let last = kept.last, space.contains(last) { kept.removeLast() }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      let column = TextColumn([String(text)])
      #expect(Array(column.trimmed(0).unicodeScalars) == Array(kept))
    }
  }

  @Test func appendedColumnsReadLikeTheirCellsInARow() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<100 {
      let parts = (0..<3).map { _ in
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          String(repeating: "镇", count: Int.random(in: 0...3, using: &generator))
        }
      }
      var column = TextColumn()
      for part in parts { column.append(contentsOf: TextColumn(part)) }
      #expect(column == TextColumn(parts.flatMap { $0 }))
    }
  }

  @Test func blankCellsTakePartInEverything() {
    var column = TextColumn(blank: 2)
    #expect(column.allBlank)
    column.append("铜梁")
    column.appendBlank(count: 2)
    column.append("合川")
    #expect((0..<column.count).map { column[$0] } == ["", "", "铜梁", "", "", "合川"])
    #expect(!column.allBlank)
    #expect(TextColumn([" ", "\u{3000}"]).allBlank)
    #expect(TextColumn().allBlank)
  }

  @Test func aColumnCanBeAppendedToItself() {
    var column = TextColumn(["甲", "乙"])
    column.append(contentsOf: column)
    #expect((0..<column.count).map { column[$0] } == ["甲", "乙", "甲", "乙"])
  }
}

@Suite struct TextGroupsTests {
  @Test func groupsLikeADictionaryOfTrimmedTexts() {
    var generator = SeededGenerator(seed: 3)
    for size in [0, 1, 15, 16, 17, 300, 5000] {
      let cells = (0..<size).map { _ in
        let number = Int.random(in: 0...max(1, size / 3), using: &generator)
        return ["", " ", "\u{3000}"].randomElement(using: &generator).map { number == 0 ? $0 : "\($0)村\(number)\($0)" }
          ?? ""
      }
      let groups = TextGroups(TextColumn(cells))
      var rows: [String: [Int]] = [:]
      var order: [String] = []
      for (row, cell) in cells.enumerated() {
        let key = cell.filter { $0 != " " && $0 != "\u{3000}" }
        guard !key.isEmpty else {
          #expect(groups.groupOfRow[row] == -1)
          continue
        }
        if rows[key] == nil { order.append(key) }
        rows[key, default: []].append(row)
      }
      #expect(groups.firstRows == order.compactMap { rows[$0]?.first })
      #expect(groups.counts == order.compactMap { rows[$0]?.count })
      #expect(groups.repeated() == order.compactMap { rows[$0] }.filter { $0.count > 1 })
      for (group, key) in order.enumerated() {
        for row in rows[key] ?? [] { #expect(groups.groupOfRow[row] == Int32(group)) }
      }
    }
  }

  @Test func rowsLeftOutBelongToNoGroup() {
    let groups = TextGroups(TextColumn(["甲", "甲", "乙", "甲"]), rows: [1, 3])
    #expect(groups.groupOfRow == [-1, 0, -1, 0])
    #expect(groups.repeated() == [[1, 3]])
  }

  @Test func comparesBytesAndNotCanonicalEquivalence() {
    #expect(TextGroups(TextColumn(["é", "e\u{301}"])).counts == [1, 1])
  }
}
