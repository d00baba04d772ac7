/// What came by at a raw tracepoint.
struct LiveEvent: Hashable, Sendable {
  /// The name of the task that it came by in.
  var comm: String
  /// The arguments.
  var arguments: [UInt64]

  /// The names of the recording program and of its map.
  static let program = "record"
  static let map = "records"

  /// Reads a record; nil when it is too short for one.
  init?(_ bytes: [UInt8], arguments count: Int) {
    guard bytes.count >= 16 + 8 * count else { return nil }
    comm = String(decoding: bytes.prefix(16).prefix { $0 != 0 }, as: UTF8.self)
    arguments = (0..<count).map { index in
      bytes[(16 + 8 * index)..<(24 + 8 * index)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// The C of a program that sends such records. It takes nothing from headers: not every machine has them. The numbers
  /// are those of include/uapi/linux/bpf.h: bpf_get_current_comm, bpf_ringbuf_output, BPF_MAP_TYPE_RINGBUF.
  static func recorder(of tracepoint: String, arguments: Int) -> String {
    """
    #define SEC(name) __attribute__((section(name), used))
    static long (*get_comm)(void *, unsigned int) = (void *)16;
    static long (*output)(void *, void *, unsigned long long, unsigned long long) = (void *)130;
    struct { int (*type)[27]; int (*max_entries)[1 << 20]; } \(map) SEC(".maps");
    SEC("raw_tp/\(tracepoint)") int \(program)(unsigned long long *context)
    {
      struct { char comm[16]; unsigned long long arguments[\(max(arguments, 1))]; } event = {};
      get_comm(event.comm, sizeof event.comm);
    #pragma clang loop unroll(full)
      for (int index = 0; index < \(arguments); index++) event.arguments[index] = context[index];
      output(&\(map), &event, 16 + 8 * \(arguments), 0);
      return 0;
    }
    char LICENSE[] SEC("license") = "GPL";

    """
  }
}
