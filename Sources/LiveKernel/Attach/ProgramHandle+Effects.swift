import Analysis
import BPF
import BPFObject
import CLibbpf
import Jobs
import KernelFacts

extension ProgramHandle {
  /// Whether it is a probe at a function's entry or exit that only watches, by the instructions that libbpf loads.
  var isMereWatcher: Bool {
    guard type == .tracing, attachType == .traceFentry || attachType == .traceFexit else { return false }
    let calls = instructions.filter { $0.code == 0x85 }
    // BPF_PSEUDO_KFUNC_CALL (include/uapi/linux/bpf.h): what kernel functions do is not looked into.
    guard calls.allSatisfy({ $0.src_reg != 2 }) else { return false }
    let helpers = calls.filter { $0.src_reg == 0 }.map { HelperID(rawValue: UInt32(bitPattern: $0.imm)) }
    return HostEffects.of(Set(helpers)).isEmpty
  }

  /// Why it is not attached where every task of the host would run it; nil when it only looks.
  /// - Parameter definition: its object as it was read without a kernel; nil when it could not be.
  func effectsRefusal(_ definition: ObjectFile?) -> Refusal? {
    var effects = ["cannot be read without a kernel, so it may do anything"]
    if let definition, let linked = definition.program(named: name) {
      effects = HostEffects.of(linked, type: type, attachType: attachType, in: definition)
    }
    guard let effect = effects.first else { return nil }
    var refusal = Refusal(
      .skipped,
      Reason(
        "program \(name) would run for every task of this machine, and it \(effect)",
        advice: "Run it in a virtual machine (kernels: [\"debian:6.12\"]), or allow it here with --allow-host-effects.")
    )
    refusal.needsMachine = true
    return refusal
  }
}
