/// The machine code that the kernel's x86 JIT begins functions with, before the first instruction of their own
/// (`emit_prologue`, arch/x86/net/bpf_jit_comp.c): it makes the frame and keeps registers.
enum FrameCode {
  /// How many bytes of a function's code that is; 0 where the code looks otherwise.
  static func length(_ code: [UInt8]) -> Int {
    guard let frame = length(code, of: before, from: 0), code[frame...].starts(with: makesFrame) else { return 0 }
    return length(code, of: after, from: frame + makesFrame.count) ?? 0
  }

  /// `push rbp`, `mov rbp, rsp`.
  private static let makesFrame: [UInt8] = [0x55, 0x48, 0x89, 0xe5]

  /// An instruction by its first bytes, and how long it is.
  private typealias Form = (first: [UInt8], length: Int)

  /// Room for a call that traces the function, a target of jumps, the count of tail calls and its place.
  private static let before: [Form] = [
    ([0xf3, 0x0f, 0x1e, 0xfa], 4), ([0x0f, 0x1f, 0x44, 0x00, 0x00], 5), ([0xe8], 5), ([0x31, 0xc0], 2),
    ([0x48, 0x31, 0xc0], 3), ([0x66, 0x90], 2), ([0x0f, 0x1f, 0x00], 3),
  ]
  /// A target of jumps, `sub rsp, BYTES`, `push` of a register.
  private static let after: [Form] =
    [([0xf3, 0x0f, 0x1e, 0xfa], 4), ([0x48, 0x81, 0xec], 7), ([0x48, 0x83, 0xec], 4)]
    + (UInt8(0x50)...0x57).flatMap { [([$0], 1), ([0x41, $0], 2)] }

  /// Where what begins with some forms ends.
  private static func length(_ code: [UInt8], of forms: [Form], from start: Int) -> Int? {
    var at = start
    while at < code.count, let form = forms.first(where: { code[at...].starts(with: $0.first) }) { at += form.length }
    return at <= code.count ? at : nil
  }
}
