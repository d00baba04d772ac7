import CKernel
import CLibbpf
import Glibc

/// What programs print with `bpf_trace_printk` and `bpf_trace_vprintk` while they run in tasks of this process.
///
/// Since 5.9 each line is a record of a tracepoint of its own, which is followed here through perf events. So nobody
/// else's reading of the trace is disturbed, nothing is changed in tracefs, and nothing stays behind. What a program prints
/// in another task - a softirq that interrupted one, a timer - is not this case's, and left out.
@safe final class TraceLines {
  private static let mostLines = 1 << 12
  private static let mostBytes = 1 << 20
  /// `LIBBPF_PERF_EVENT_CONT`: libbpf goes on to the next record.
  private static let next: Int32 = -2
  /// PERF_RECORD_SAMPLE, PERF_RECORD_LOST (include/uapi/linux/perf_event.h).
  private static let sample: UInt32 = 9
  private static let lost: UInt32 = 2

  private static let places = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"]

  private let map: FileDescriptor
  private var reader: OpaquePointer?
  private var lines: [String] = []
  private var bytes = 0
  private var missing: UInt64 = 0
  /// Whose lines are kept.
  private var processes: Set<UInt32> = [UInt32(getpid())]

  /// Follows the lines; nil with the reason when that cannot be.
  init?(_ problem: inout String) {
    let text = Self.places.lazy.compactMap { SystemFile.text($0 + "/events/bpf_trace/bpf_trace_printk/id") }.first
    guard let text, let number = UInt64(text.prefix { $0 != "\n" }) else {
      problem = "tracefs is not mounted, not readable, or of a kernel before 5.9"
      return nil
    }
    let made = unsafe bpf_map_create(
      BPF_MAP_TYPE_PERF_EVENT_ARRAY, "trace", 4, 4, UInt32(LoadedMap.possibleCPUs), nil)
    guard made >= 0 else {
      problem = ErrorNumber(-made).text
      return nil
    }
    map = FileDescriptor(adopting: made)
    unsafe reader = assay_follow_tracepoint(
      number, made,
      { context, _, record in
        guard let context = unsafe context, let record = unsafe record else { return TraceLines.next }
        let lines = unsafe Unmanaged<TraceLines>.fromOpaque(context).takeUnretainedValue()
        unsafe lines.take(UnsafeRawPointer(record))
        return TraceLines.next
      }, Unmanaged.passUnretained(self).toOpaque())
    guard unsafe reader != nil else {
      problem = ErrorNumber(errno).text
      return nil
    }
  }

  deinit { unsafe perf_buffer__free(reader) }

  /// A child's lines are this case's too.
  func follow(_ process: pid_t) { processes.insert(UInt32(process)) }

  /// A record: type u32, misc u16, size u16; of a sample then pid u32, tid u32, the tracepoint's size u32 and bytes. In
  /// these, behind 8 bytes that all tracepoints have, is where the text lies: offset u16, length u16.
  private func take(_ record: UnsafeRawPointer) {
    let type = unsafe record.loadUnaligned(as: UInt32.self)
    let size = unsafe Int(record.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
    let body = unsafe Array(UnsafeRawBufferPointer(start: record, count: size).dropFirst(8))
    if type == Self.lost { missing += 1 }
    guard type == Self.sample, body.count >= 24, processes.contains(Self.number(body, 0, 4)) else { return }
    let fields = body.dropFirst(12)
    let start = fields.startIndex + Int(Self.number(body, 20, 2))
    let end = start + Int(Self.number(body, 22, 2))
    guard start <= end, end <= fields.endIndex else { return }
    var text = fields[start..<end].prefix { $0 != 0 }
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    guard lines.count < Self.mostLines, bytes + text.count <= Self.mostBytes else {
      missing += 1
      return
    }
    lines.append(String(decoding: text, as: UTF8.self))
    bytes += text.count
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> UInt32 {
    (0..<size).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }

  /// Takes the lines since the last time, in the order of each processor; and how many are missing.
  func drain() -> (lines: [String], missing: UInt64) {
    unsafe _ = perf_buffer__consume(reader)
    defer {
      lines = []
      bytes = 0
      missing = 0
    }
    return (lines, missing)
  }
}
