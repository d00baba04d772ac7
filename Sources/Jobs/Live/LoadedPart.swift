/// A part of what is read of loaded programs. Programs come after all types and maps that they have.
public enum LoadedPart: Codable, Hashable, Sendable {
  /// BTF by the kernel's number; the attachment is its bytes.
  case types(id: UInt32)
  /// A map; the attachment, where there is one, is its only value, which holds global variables.
  case map(KernelMap)
  /// A program; the attachments are its code (`struct bpf_insn`), its functions (`struct bpf_func_info`) and its lines
  /// (`struct bpf_line_info`), each empty where there is none.
  case program(LoadedCode)
  /// What was asked for or listed and could not be read.
  case missing([LiveWindow.Missing])
}
