/// The name of a unit in the forms that are compared.
struct UnitName: Sendable, Hashable {
  /// Without white space and without the body that some lists name in place of the unit: 高笋塘街道 for 高笋塘街道办事处.
  let form: String
  /// The form without the type of the unit: 铜梁 for 铜梁县 and for 铜梁区.
  let stem: String

  init(_ text: String) {
    var form = String(text.halfWidth.filter { !$0.isWhitespace })
    for (body, unit) in Self.bodies where form.hasSuffix(body) && form.count > body.count {
      form = String(form.dropLast(body.count)) + unit
      break
    }
    self.form = form
    let type = Self.types.first { form.hasSuffix($0) && form.count > $0.count }
    stem = String(form.dropLast(type?.count ?? 0))
  }

  /// Bodies in the place of units, and what of it belongs to the unit.
  private static let bodies = [("街道办事处", "街道"), ("办事处", ""), ("人民政府", ""), ("政府", "")]

  /// What is longer stands before what it ends with.
  private static let types = [
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "民族乡", "民族镇", "街道", "地区", "林区", "特区", "苏木", "社区", "省", "市", "州", "盟", "县",
    "区", "旗", "镇", "乡", "村",
  ]
}

extension String {
  /// Full-width letters, digits and brackets as their common forms; imported texts are composed already.
  fileprivate var halfWidth: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }))
  }
}
