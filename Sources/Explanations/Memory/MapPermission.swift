import Analysis
import BPFObject
import Findings
import VerifierLog

/// A map accessed against its flags.
enum MapPermission {
  /// The account: which map or variable, and where it is declared so.
  static func told(
    _ explained: (String, String?) -> Explained, verb: String, may: String, _ rejection: Rejection
  ) -> Explained {
    let register = address(rejection)
    let state = register.flatMap { rejection.lastState(of: $0) }
    let isConstants = state?.map?.hasSuffix(".rodata") ?? false
    let variable = isConstants ? constant(state, rejection) : nil
    let what =
      variable.map { "`\($0)`, a constant," }
      ?? (isConstants ? "a constant" : state?.map.map { "a value of the map \($0)" })
    let which =
      isConstants
      ? "\(what ?? "a constant") is \(verb)"
      : "\(what ?? "a map value") is \(verb), and programs may only \(may) this map"
    var result = explained(which, nil)
    result.register = register
    let noun = isConstants ? "constants may only be read" : "programs may only \(may) this map"
    result.label = rejection.failureLabel(of: nil) + "; \(noun)"
    if let variable {
      result.fixPlace = rejection.declaration(variable, "it is declared const here")
      result.advice = "leave `const` out of the declaration of `\(variable)`, or write to another variable"
    } else if let map = state?.map, !isConstants {
      result.fixPlace = rejection.mapLine(map, field: "map_flags", "the map's flags say so")
    }
    return result
  }

  /// The access's address, or the call's argument that is a map value.
  private static func address(_ rejection: Rejection) -> Int? {
    if let address = rejection.addressRegister { return address }
    guard rejection.failsInCall else { return nil }
    return (1...5).first { rejection.lastState(of: $0)?.kind == .mapValue }
  }

  /// The variable of the section of constants that a pointer leads to.
  private static func constant(_ state: RegisterState?, _ rejection: Rejection) -> String? {
    state.flatMap { rejection.globalVariable(at: $0, plus: rejection.addressedBytes?.offset ?? 0)?.name }
  }
}
