/// What an image's first bytes say of it (Documentation/arch/x86/boot.rst for bzImage, Documentation/arch/arm64/booting
/// for arm64's Image).
struct BootHeader {
  /// The release; nil where the image does not say.
  let release: String?
  /// The machine, as `uname -m` prints it.
  let machine: String
  /// The bytes that the image must have; nil where it does not say.
  let length: Int?
  /// Where the packed vmlinux lies in the image; nil where it does not say.
  let payload: Range<Int>?

  /// Reads an image; nil when the bytes are none.
  init?(_ image: [UInt8]) {
    if image.count > 0x260, image[0x202..<0x206].elementsEqual("HdrS".utf8) {
      machine = "x86_64"
      let setup = image[0x1f1] == 0 ? 4 : Int(image[0x1f1])
      let code = (setup + 1) * 512
      length = image.number(at: 0x1f4, bytes: 4).map { code + $0 * 16 }
      payload = Self.payload(image, from: code)
      let text = (image.number(at: 0x20e, bytes: 2) ?? 0) + 0x200
      release = text > 0x200 && text < image.count ? Self.word(image[text...]) : nil
    } else if image.count > 64, image[56..<60].elementsEqual("ARM\u{64}".utf8) {
      machine = "aarch64"
      length = nil
      payload = nil
      release = nil
    } else {
      return nil
    }
  }

  /// What `payload_offset` and `payload_length` say, which images have since boot protocol 2.08 (kernel 2.6.26).
  private static func payload(_ image: [UInt8], from code: Int) -> Range<Int>? {
    guard let version = image.number(at: 0x206, bytes: 2), version >= 0x208,
      let offset = image.number(at: 0x248, bytes: 4), let length = image.number(at: 0x24c, bytes: 4), length > 0
    else { return nil }
    let range = code + offset..<code + offset + length
    return range.upperBound <= image.count ? range : nil
  }

  /// The text up to a blank or its end.
  private static func word(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(128).prefix { $0 > 0x20 && $0 < 0x7f }, as: UTF8.self)
  }
}
