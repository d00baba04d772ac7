import BPF
import KernelFacts
import Jobs
import Rewriting

/// A program's code rewritten for its host: where its context comes from another place than the kernel.
struct HostedCode {
  /// Bytes of a register on the stack.
  private static let word = 8

  let code: ProgramCode
  let hosting: TestHosting
  /// The map whose value the context is.
  let context: ContextMap

  /// Adds what makes it the host's.
  func add(to edits: inout Edits) throws(Refusal) {
    let kept = edits.reserve(Self.word, in: 0, of: code)
    // The context that the host was given: helpers want that one.
    var entry: [Instruction] = [.store(.doubleWord, base: 10, offset: Int16(kept), .register(1))]
    if hosting.takesArguments {
      entry += arguments(&edits)
    } else {
      entry.append(.loadMapValue(1, descriptor: context.descriptor, offset: 0))
    }
    edits.insert(Insertion(entry), atEntryOf: 0)
    for (index, instruction) in code.instructions.enumerated() {
      guard case .call(.helper(let helper)) = instruction.kind, Self.takesContext(helper) else { continue }
      guard code.function(ofInstruction: index) == 0 else {
        throw Self.refusal(
          "a function that it calls hands the context to \(helper.name ?? "a helper")", "Make it a live case.")
      }
      edits.insert(
        Insertion([.load(.doubleWord, 1, base: 10, offset: Int16(kept))]), before: index)
    }
  }

  /// The code with edits applied.
  static func applied(_ edits: Edits, to code: ProgramCode) throws(Refusal) -> RewrittenProgram {
    let rewritten: RewrittenProgram
    do throws(RewriteError) {
      rewritten = try Rewriter().apply(edits, to: code)
    } catch {
      throw refusal("\(error)", "Make it a live case.")
    }
    guard rewritten.skipped.isEmpty else { throw refusal("there is no room for what must be put into it") }
    return rewritten
  }

  /// Lays the arguments out on the stack, those that point to structs as `bpf_rdonly_cast` gives them: read-only, and
  /// NULL where nothing is behind them. The program's R1 points there.
  private func arguments(_ edits: inout Edits) -> [Instruction] {
    let base = edits.reserve(context.size, in: 0, of: code)
    var made: [Instruction] = []
    for argument in 0..<context.size / Self.word {
      made.append(.loadMapValue(1, descriptor: context.descriptor, offset: UInt32(argument * Self.word)))
      made.append(.load(.doubleWord, 1, base: 1, offset: 0))
      if let cast = hosting.casts.first(where: { $0.argument == argument }), let function = hosting.castFunction {
        made.append(.move(2, .immediate(Int32(bitPattern: cast.type))))
        made.append(.call(kernelFunction: function))
        made.append(.move(1, .register(0)))
      }
      made.append(.store(.doubleWord, base: 10, offset: Int16(base + argument * Self.word), .register(1)))
    }
    return made + [.move(1, .register(10)), .add(1, .immediate(Int32(base)))]
  }

  /// Helpers whose first argument is the context; those that `HostedHelper` has an obstacle for are not called.
  private static func takesContext(_ helper: HelperID) -> Bool {
    HelperPrototype.of(helper)?.arguments.first == .context
  }

  static func refusal(_ why: String, _ advice: String? = nil) -> Refusal {
    Refusal(.skipped, Reason("the program cannot be rewritten to run on a fixture: \(why)", advice: advice))
  }
}
