/// What an image's first bytes say of it (Documentation/arch/x86/boot.rst for bzImage, Documentation/arch/arm64/booting
/// for arm64's Image).
struct BootHeader {
  /// The release; nil where the image does not say.
  let release: String?
  /// The machine, as `uname -m` prints it.
  let machine: String
  /// The bytes that the image must have; nil where it does not say.
  let length: Int?

  /// Reads an image; nil when the bytes are none.
  init?(_ image: [UInt8]) {
    if image.count > 0x260, image[0x202..<0x206].elementsEqual("HdrS".utf8) {
      machine = "x86_64"
      let setup = image[0x1f1] == 0 ? 4 : Int(image[0x1f1])
      length = (setup + 1) * 512 + Self.number(image, 0x1f4, 4) * 16
      let text = Self.number(image, 0x20e, 2) + 0x200
      release = text > 0x200 && text < image.count ? Self.word(image[text...]) : nil
    } else if image.count > 64, image[56..<60].elementsEqual("ARM\u{64}".utf8) {
      machine = "aarch64"
      length = nil
      release = nil
    } else {
      return nil
    }
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  /// The text up to a blank or its end.
  private static func word(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(128).prefix { $0 > 0x20 && $0 < 0x7f }, as: UTF8.self)
  }
}
