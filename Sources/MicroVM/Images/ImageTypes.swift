import Project

/// The types of a kernel (BTF) in its image: the `.BTF` section of the vmlinux that a bzImage holds packed.
enum ImageTypes {
  /// How the vmlinux is packed (scripts/Makefile.lib). All but gzip's packed bytes have the unpacked length behind them,
  /// in four bytes that the tools do not know.
  private static let packings: [(magic: [UInt8], tool: String, trailer: Int)] = [
    ([0x02, 0x21, 0x4c, 0x18], "lz4", 4), ([0x28, 0xb5, 0x2f, 0xfd], "zstd", 4),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz", 4), ([0x1f, 0x8b], "gzip", 0), ([0x42, 0x5a, 0x68], "bzip2", 4),
  ]

  /// The section's bytes; nil where the kernel has none.
  static func bytes(of image: [UInt8], environment: [String: String]) async throws(ImageError) -> [UInt8]? {
    guard let payload = BootHeader(image)?.payload else {
      throw ImageError("the types of the kernel cannot be read from this kind of image")
    }
    guard let packing = packings.first(where: { image[payload].starts(with: $0.magic) }) else {
      throw ImageError("the vmlinux in the image is packed in a way that is not known")
    }
    guard let tool = SystemTool(packing.tool, environment: environment) else {
      throw ImageError(
        "no \(packing.tool) in PATH, which unpacks the kernel's types", advice: "apt-get install \(packing.tool).")
    }
    let packed: UnnamedFile
    do throws(FileError) {
      packed = try UnnamedFile(Array(image[payload].dropLast(packing.trailer)))
    } catch {
      throw ImageError("\(error)")
    }
    let result = try await tool.run(["-dc"], input: packed)
    guard result.status == 0 else {
      throw ImageError(
        "\(packing.tool) cannot unpack the vmlinux in the image\(result.lastWord)", advice: "Copy or download it again."
      )
    }
    return try section(".BTF", of: result.output)
  }

  /// A section of an executable; nil when it has none of that name. The numbers are offsets in the headers of a 64-bit
  /// ELF file.
  static func section(_ name: String, of bytes: [UInt8]) throws(ImageError) -> [UInt8]? {
    let broken = ImageError("the vmlinux in the image is no ELF file that can be read")
    guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]), let table = bytes.number(at: 40, bytes: 8),
      let size = bytes.number(at: 58, bytes: 2), let count = bytes.number(at: 60, bytes: 2),
      let names = bytes.number(at: 62, bytes: 2), (0...bytes.count).contains(table)
    else { throw broken }
    guard let strings = range(of: table + names * size, bytes) else { throw broken }
    let wanted = Array(name.utf8) + [0]
    for header in (0..<count).map({ table + $0 * size }) {
      guard let offset = bytes.number(at: header, bytes: 4) else { throw broken }
      guard bytes[strings].dropFirst(offset).starts(with: wanted) else { continue }
      guard let contents = range(of: header, bytes) else { throw broken }
      return Array(bytes[contents])
    }
    return nil
  }

  /// Where the bytes of the section lie whose header is at an offset; nil when that is not inside.
  private static func range(of header: Int, _ bytes: [UInt8]) -> Range<Int>? {
    guard let start = bytes.number(at: header + 24, bytes: 8), let length = bytes.number(at: header + 32, bytes: 8),
      start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start
    else { return nil }
    return start..<start + length
  }
}
