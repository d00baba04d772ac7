/// Why a program has no deepest chain of calls.
public enum StackFault: Error, Hashable, Sendable {
  /// A function leads to itself, over these functions.
  case recursion([Int])
  /// There are not as many frames as functions.
  case frameCount(frames: Int, functions: Int)
}

extension StackFault: CustomStringConvertible {
  /// The fault in words; functions are told by their numbers.
  public var description: String {
    switch self {
    case .recursion(let functions):
      "recursion over functions \(functions.map(String.init).joined(separator: " -> "))"
    case .frameCount(let frames, let functions): "\(frames) frames for \(functions) functions"
    }
  }
}
