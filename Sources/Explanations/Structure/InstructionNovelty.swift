import BPF
import KernelFacts

/// An instruction that not every kernel knows: what it is, and since when. Sources: kernel/bpf/core.c (`public_insntable`)
/// and Documentation/bpf/standardization through the versions.
struct InstructionNovelty: Hashable {
  /// What it is, for a sentence.
  let noun: String
  /// The first kernel that knows it.
  let since: KernelVersion
  /// Which complaint it leads to.
  let family: InstructionFamily
  /// What to do on an older kernel.
  let advice: String

  private static let v2 = "compile with `-mcpu=v2`, and do without the operation's result; or require kernel 5.12"
  private static let v3 = "compile with `-mcpu=v3`, or require kernel 6.6"

  /// What is new about an instruction; nil for what every kernel from 5.4 on knows.
  init?(_ instruction: Instruction) {
    switch instruction.kind {
    case .atomic(let operation, _, _, _, _):
      switch operation {
      case .add: return nil
      case .loadAcquire, .storeRelease:
        self.init(
          "an atomic load-acquire or store-release", KernelVersion(6, 15), .atomic,
          "use a full atomic operation, or require kernel 6.15")
      default:
        self.init("an atomic operation other than a plain addition", KernelVersion(5, 12), .atomic, Self.v2)
      }
    case .load(_, true, _, _, _): self.init("a sign-extending load", KernelVersion(6, 6), .load, Self.v3)
    case .moveSignExtended: self.init("a sign-extending move", KernelVersion(6, 6), .move, Self.v3)
    case .castAddressSpace:
      self.init("a cast of an arena pointer", KernelVersion(6, 9), .move, "require kernel 6.9")
    case .arithmetic(.divideSigned, _, _, _), .arithmetic(.moduloSigned, _, _, _):
      self.init("a signed division", KernelVersion(6, 6), .arithmetic, Self.v3)
    case .convertByteOrder(.swap, _, _):
      self.init("an unconditional byte swap", KernelVersion(6, 6), .byteOrder, Self.v3)
    case .call(.kernelFunction(_, let module)):
      self.init(
        "a call of a kernel function", module == 0 ? KernelVersion(5, 13) : KernelVersion(5, 16), .call,
        "require kernel \(module == 0 ? "5.13" : "5.16"), or do without kernel functions")
    case .jump where instruction.opcode == 0x06: self.init("a long jump", KernelVersion(6, 6), .jump, Self.v3)
    case .mayGoto:
      self.init("may_goto", KernelVersion(6, 9), .jump, "bound the loop by a number, or require kernel 6.9")
    default: return nil
    }
  }

  private init(_ noun: String, _ since: KernelVersion, _ family: InstructionFamily, _ advice: String) {
    self.noun = noun
    self.since = since
    self.family = family
    self.advice = advice
  }
}
