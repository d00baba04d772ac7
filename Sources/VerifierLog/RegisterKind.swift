/// What a register holds, as far as the verifier tells kinds apart (kernel/bpf/log.c: `reg_type_str`).
public enum RegisterKind: String, Codable, Hashable, Sendable {
  /// A number (`scalar`; `inv` before 5.18).
  case scalar
  /// The program's context (`ctx`).
  case context = "ctx"
  /// A map (`map_ptr`).
  case mapPointer = "map_ptr"
  /// Into a map's value (`map_value`).
  case mapValue = "map_value"
  /// Into a map's key (`map_key`).
  case mapKey = "map_key"
  /// Into a stack frame (`fp`).
  case framePointer = "fp"
  /// Into the packet (`pkt`).
  case packet = "pkt"
  /// Into the packet's metadata (`pkt_meta`).
  case packetMeta = "pkt_meta"
  /// The packet's end (`pkt_end`).
  case packetEnd = "pkt_end"
  /// The flow dissector's keys (`flow_keys`).
  case flowKeys = "flow_keys"
  /// A socket (`sock`).
  case socket = "sock"
  /// The common part of a socket (`sock_common`).
  case socketCommon = "sock_common"
  /// A TCP socket (`tcp_sock`).
  case tcpSocket = "tcp_sock"
  /// An AF_XDP socket (`xdp_sock`).
  case xdpSocket = "xdp_sock"
  /// A raw tracepoint's writable buffer (`tp_buffer`).
  case tracepointBuffer = "tp_buffer"
  /// A kernel object of a BTF type (`ptr_TYPE`).
  case btfPointer = "ptr_"
  /// Memory of a known size (`mem`).
  case memory = "mem"
  /// A buffer of which the iterator or tracepoint says how far it may be accessed (`buf`).
  case buffer = "buf"
  /// Arena memory (`arena`).
  case arena
  /// A function of the program (`func`).
  case function = "func"
  /// A dynptr handed over as an argument (`dynptr_ptr`).
  case dynptr = "dynptr_ptr"
  /// An instruction's address in a jump table (`insn`).
  case instruction = "insn"
  /// Nothing (`?`): reading it is refused.
  case uninitialised = "?"
  /// A kind that this list does not have; the state's `word` has its name.
  case other
}
