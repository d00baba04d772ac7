import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// Fills the stack that a program will run on with poison: what the program copies from there without having written it
/// is then the same each time, and never zeros by chance.
///
/// A program of the same type and attach type writes its whole frame and tail-calls the other, which the kernel gives the
/// same frame, with nothing in between. It counts as one of the 33 tail calls that a run may make.
final class StackPoison {
  /// A frame's bytes, `MAX_BPF_STACK` (include/linux/filter.h).
  private static let frame = 512

  private let array: FileDescriptor
  private let program: FileDescriptor

  /// What is run in the program's place.
  var descriptor: CInt { program.raw }

  /// Nil where the kernel takes no such pair: programs of this type make no tail calls, or this one may not be called.
  init?(for tested: ProgramHandle) {
    let type = tested.type
    guard Self.isPossible(type) else { return nil }
    let made = unsafe bpf_map_create(BPF_MAP_TYPE_PROG_ARRAY, "poisoned", 4, 4, 1, nil)
    guard made >= 0 else { return nil }
    array = FileDescriptor(adopting: made)
    var options = unsafe bpf_prog_load_opts()
    unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
    unsafe options.expected_attach_type = bpf_attach_type(rawValue: tested.attachType.rawValue)
    // BPF_F_XDP_HAS_FRAGS (include/uapi/linux/bpf.h): both must have it, or none.
    unsafe options.prog_flags = tested.section.hasSuffix(".frags") ? 1 << 5 : 0
    let code = Self.instructions(array: made)
    let loaded = unsafe bpf_prog_load(
      bpf_prog_type(rawValue: type.rawValue), "poison", "GPL", code, code.count, &options)
    guard loaded >= 0 else { return nil }
    program = FileDescriptor(adopting: loaded)
    var index: UInt32 = 0
    var target = tested.descriptor
    guard unsafe bpf_map_update_elem(made, &index, &target, 0) == 0 else { return nil }
  }

  /// Whether programs of the type are test-run and make tail calls.
  private static func isPossible(_ type: ProgramType) -> Bool {
    type != .syscall && type != .structOps && TestRunFacts.of(type) != nil
  }

  private static func instructions(array: CInt) -> [bpf_insn] {
    let poison = Int32(TestInput.poison) * 0x0101_0101
    // *(u64 *)(r10 + offset) = r0
    let writes = stride(from: -frame, to: 0, by: 8).map { bpf_insn(0x7b, 10, off: Int16($0)) }
    // bpf_tail_call(the context, the array, 0)
    let call = OwnCode.address(2, of: array) + [bpf_insn(0xb7, 3), bpf_insn(0x85, imm: 12)]
    return OwnCode.twice(0, poison) + writes + call + OwnCode.leave()
  }
}
