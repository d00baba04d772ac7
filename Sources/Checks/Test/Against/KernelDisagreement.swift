import Jobs
import Reports

/// Cases that kernels of a run answer differently.
enum KernelDisagreement {
  /// A sentence for each case that holds on one kernel and not on another, with what is otherwise there first.
  static func notes(on cases: [TestedCase]) -> [String] {
    struct Key: Hashable {
      var file: String
      var object: String
      var name: String
    }
    var order: [Key] = []
    var all: [Key: [TestedCase]] = [:]
    for tested in cases where tested.kernel != nil && tested.against == nil {
      let key = Key(file: tested.file, object: tested.object, name: tested.name)
      if all[key] == nil { order.append(key) }
      all[key, default: []].append(tested)
    }
    return order.compactMap { key in
      let tested = all[key] ?? []
      guard let good = tested.first(where: { $0.result == .passed }), let kernel = good.kernel,
        let bad = tested.first(where: { $0.result == .failed && !$0.differences.isEmpty }), let other = bad.kernel,
        let first = bad.differences.first
      else { return nil }
      let step = first.step.map { "step \($0) " } ?? ""
      let path = first.path.isEmpty ? "" : " \(first.path)"
      return "kernels differ in '\(key.name)': on \(other.words) \(step)\(first.subject.rawValue)\(path) is "
        + "\(first.actual), on \(kernel.words) \(first.expected)"
    }
  }
}
