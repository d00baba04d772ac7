/// What the verifier knows of a number: bounds in four readings, and bits.
///
/// A log prints only the bounds that differ from "nothing known"; those not printed have these values here.
public struct ScalarRange: Codable, Hashable, Sendable {
  /// Least value, read as signed 64 bits (`smin`).
  public var signedMinimum = Int64.min
  /// Greatest value, read as signed 64 bits (`smax`).
  public var signedMaximum = Int64.max
  /// Least value, read as unsigned 64 bits (`umin`).
  public var unsignedMinimum = UInt64.min
  /// Greatest value, read as unsigned 64 bits (`umax`).
  public var unsignedMaximum = UInt64.max
  /// Least value of the low half, signed (`smin32`, `s32_min`).
  public var signedMinimum32 = Int32.min
  /// Greatest value of the low half, signed (`smax32`, `s32_max`).
  public var signedMaximum32 = Int32.max
  /// Least value of the low half, unsigned (`umin32`, `u32_min`).
  public var unsignedMinimum32 = UInt32.min
  /// Greatest value of the low half, unsigned (`umax32`, `u32_max`).
  public var unsignedMaximum32 = UInt32.max
  /// The bits that are known to be one (`var_off`'s first number); bits set in `unknownBits` are zero here.
  public var knownBits: UInt64 = 0
  /// The bits that are not known (`var_off`'s second number).
  public var unknownBits = UInt64.max

  /// Nothing known.
  public init() {}

  /// One value.
  public init(constant value: Int64) {
    signedMinimum = value
    signedMaximum = value
    unsignedMinimum = UInt64(bitPattern: value)
    unsignedMaximum = UInt64(bitPattern: value)
    signedMinimum32 = Int32(truncatingIfNeeded: value)
    signedMaximum32 = Int32(truncatingIfNeeded: value)
    unsignedMinimum32 = UInt32(truncatingIfNeeded: value)
    unsignedMaximum32 = UInt32(truncatingIfNeeded: value)
    knownBits = UInt64(bitPattern: value)
    unknownBits = 0
  }

  /// The only value possible, where there is one.
  public var constant: Int64? {
    if unknownBits == 0 { return Int64(bitPattern: knownBits) }
    return signedMinimum == signedMaximum ? signedMinimum : nil
  }
}
