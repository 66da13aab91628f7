/// Well-known text without the prefix `SRID=4490;` that PostGIS and its like put before it.
///
/// Only for degrees of CGCS2000 and WGS 84, which is what the text is read as anyway. A text in any other system stays as
/// it is, cannot be read, and is noted.
func withoutCommonSRID(_ text: String) -> String {
  guard text.prefix(5).uppercased() == "SRID=", let end = text.firstIndex(of: ";") else { return text }
  let code = text[text.index(text.startIndex, offsetBy: 5)..<end]
  return ["0", "4326", "4490"].contains(code) ? String(text[text.index(after: end)...]) : text
}
