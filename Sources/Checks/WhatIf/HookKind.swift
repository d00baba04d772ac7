import KernelFacts

/// The hooks that the same code can run at, by the names of their sections.
enum HookKind: String, CaseIterable {
  case kprobe
  case kretprobe
  case fentry
  case fexit
  case modifyReturn = "fmod_ret"
  case tracepoint
  case rawTracepoint = "raw_tp"
  case typedTracepoint = "tp_btf"

  /// What a program finds in its context.
  enum Context {
    /// The processor's registers.
    case registers
    /// A function's arguments, and behind them what it returns.
    case arguments
    /// A tracepoint's arguments.
    case tracepointArguments
    /// A tracepoint's record.
    case record
  }

  /// The kind by a section's name, or by a user's word; nil for other hooks.
  init?(_ name: some StringProtocol) {
    switch name {
    case "tp": self = .tracepoint
    case "raw_tracepoint": self = .rawTracepoint
    default:
      guard let kind = HookKind(rawValue: String(name)) else { return nil }
      self = kind
    }
  }

  /// What its programs find.
  var context: Context {
    switch self {
    case .kprobe, .kretprobe: .registers
    case .fentry, .fexit, .modifyReturn: .arguments
    case .rawTracepoint, .typedTracepoint: .tracepointArguments
    case .tracepoint: .record
    }
  }

  /// Whether it stands at a function.
  var isOfFunction: Bool { context == .registers || context == .arguments }
  /// Whether it runs when a function returns.
  var isAtReturn: Bool { self == .kretprobe || self == .fexit || self == .modifyReturn }
  /// Whether the kernel's types must have its function.
  var needsTypes: Bool { context == .arguments }
}
