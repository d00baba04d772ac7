import Analysis
import BPFObject
import Jobs

extension ProgramHandle {
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
