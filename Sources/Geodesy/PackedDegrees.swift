import Glibc

/// Degrees, minutes and seconds run together into one number: `1060312.34` is 106°03′12.34″, and so is `106.031234`.
///
/// The look of a number does not tell the second form from decimal degrees; only where it lands does.
///
/// - Parameter value: DDDMMSS.ss from 10,000 on, D.MMSSss below 360.
/// - Returns: degrees; `nil` when minutes or seconds would be 60 or more, or the number has neither form.
public func unpackedDegrees(_ value: Double) -> Double? {
  let magnitude = abs(value)
  let seconds: Double
  if magnitude < 360 {
    seconds = magnitude * 10_000
  } else if magnitude >= 10_000, magnitude < 3_600_000 {
    seconds = magnitude
  } else {
    return nil
  }
  // 106.03 × 10,000 is 1060299.9999999999; a thousandth of a millimetre of rounding is none of the number's.
  let packed = (seconds * 1e7).rounded() / 1e7
  let degrees = (packed / 10_000).rounded(.down)
  let minutes = ((packed - degrees * 10_000) / 100).rounded(.down)
  let rest = packed - degrees * 10_000 - minutes * 100
  guard minutes < 60, rest < 60 else { return nil }
  return copysign(degrees + minutes / 60 + rest / 3600, value)
}
