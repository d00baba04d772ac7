import CKernel

/// What libbpf prints on this thread while something runs: its only way to say why it refuses.
final class LibbpfLines {
  /// An object made to fill memory gets no more than this from libbpf.
  private static let mostLines = 400

  private var lines: [String] = []

  /// Runs `body` and returns its value with what libbpf said meanwhile: warnings and information, one entry a line,
  /// without the `libbpf: ` prefix.
  static func capture<Value: ~Copyable, Failure: Error>(
    _ lines: inout [String], during body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let sink = LibbpfLines()
    unsafe assay_capture_lines(
      { _, text, length, context in
        guard let text = unsafe text, let context = unsafe context else { return }
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
        let message = unsafe String(decoding: bytes, as: UTF8.self)
        unsafe Unmanaged<LibbpfLines>.fromOpaque(context).takeUnretainedValue().append(message)
      }, Unmanaged.passUnretained(sink).toOpaque())
    defer {
      assay_capture_lines(nil, nil)
      lines += sink.lines
    }
    return try body()
  }

  private func append(_ message: String) {
    for line in message.split(separator: "\n") {
      guard lines.count < Self.mostLines else { return }
      lines.append(String(line.hasPrefix("libbpf: ") ? line.dropFirst(8) : line))
    }
  }
}
