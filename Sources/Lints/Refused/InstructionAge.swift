import BPF
import KernelFacts

/// Instructions by the kernel that brought them. Source: kernel/bpf/verifier.c and kernel/bpf/core.c by release.
enum InstructionAge {
  /// Instructions that came together, in words.
  enum Kind: String, CaseIterable {
    /// `if r1 < r2` and its relatives that compare the other way round (cpu v2).
    case lessThanJump = "a jump on less than"
    /// `if w1 == w2` (cpu v3).
    case jump32 = "a jump on 32 bits"
    /// Atomic operations other than plain addition.
    case atomicResult = "an atomic operation with a result"
    /// `r1 s/= r2`, sign-extending moves and loads, `bswap`, `gotol` (cpu v4).
    case version4 = "an instruction of cpu v4"
    /// `may_goto`.
    case mayGoto = "may_goto"
    /// An arena's cast.
    case addressSpaceCast = "an address-space cast"
    /// Loads with acquire, stores with release.
    case acquireRelease = "a load-acquire or store-release"

    /// The kind that an instruction is of; nil for one that all kernels from 4.9 on have.
    init?(_ instruction: Instruction) {
      switch instruction.kind {
      case .branch(_, .bits32, _, _, _): self = .jump32
      case .branch(.below, _, _, _, _), .branch(.belowOrEqual, _, _, _, _), .branch(.less, _, _, _, _),
        .branch(.lessOrEqual, _, _, _, _):
        self = .lessThanJump
      case .atomic(.loadAcquire, _, _, _, _), .atomic(.storeRelease, _, _, _, _): self = .acquireRelease
      case .atomic(.add, _, _, _, _): return nil
      case .atomic: self = .atomicResult
      case .moveSignExtended, .load(_, true, _, _, _), .convertByteOrder(.swap, _, _),
        .arithmetic(.divideSigned, _, _, _), .arithmetic(.moduloSigned, _, _, _):
        self = .version4
      case .jump where instruction.opcode == 0x06: self = .version4
      case .mayGoto: self = .mayGoto
      case .castAddressSpace: self = .addressSpaceCast
      default: return nil
      }
    }

    /// The first kernel that has it.
    var since: KernelVersion {
      switch self {
      case .lessThanJump: KernelVersion(4, 14)
      case .jump32: KernelVersion(5, 1)
      case .atomicResult: KernelVersion(5, 12)
      case .version4: KernelVersion(6, 6)
      case .mayGoto, .addressSpaceCast: KernelVersion(6, 9)
      case .acquireRelease: KernelVersion(6, 15)
      }
    }

    /// What to change.
    var fix: String {
      switch self {
      case .lessThanJump: "compile with -mcpu=v1"
      case .jump32: "compile with -mcpu=v2"
      case .atomicResult:
        "compile with -mcpu=v2, with which __sync_fetch_and_add becomes the old addition, and leave its result unused"
      case .version4: "compile with -mcpu=v3"
      case .mayGoto: "use bpf_loop (5.17) or a loop with a constant bound"
      case .addressSpaceCast: "keep the data in a map: arenas came with 6.9"
      case .acquireRelease: "use __sync_fetch_and_add and its relatives"
      }
    }
  }
}
