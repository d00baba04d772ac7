/// One line of a verifier log as a kind and ranges into its bytes. Nothing is copied, and nothing is parsed that a
/// reader of the line's kind does not need.
public enum LogLine: Hashable, Sendable {
  /// Nothing but blanks.
  case blank
  /// `12: (bf) r1 = r6      ; R1=...`: an instruction that is being walked. The state, where there is one, holds what
  /// it changed (from 5.18; older kernels print states on lines of their own).
  case instruction(index: Int, opcode: UInt8, text: Range<Int>, state: Range<Int>?)
  /// `12: R1=... R10=fp0` or ` R1_w=... R10=fp0`: the state where the log stands, between the instruction before and the
  /// one after. The number is that of either.
  case state(index: Int?, state: Range<Int>)
  /// `from 4 to 6: R0=...`: the path is resumed at a branch that was set aside at instruction 4.
  case resumed(from: Int, to: Int, speculative: Bool, state: Range<Int>)
  /// `12: safe` or `from 4 to 6: safe`: a state at least as general was walked before.
  case pruned(from: Int?, to: Int)
  /// `; text @ file:line`; kernels before 6.10 print no file.
  case source(text: Range<Int>, file: Range<Int>?, line: Int?)
  /// The rest of a source comment whose text held a line end; file and line stand on its last line.
  case sourceContinued(text: Range<Int>, file: Range<Int>?, line: Int?)
  /// `caller:`, `callee:`, `returning from callee:`, `to caller at 12:`; `state` is what follows on the line.
  case frameChange(FrameChange, state: Range<Int>)
  /// `func#1 @12`: where a subprogram begins. Printed before anything is walked.
  case subprogramStart(function: Int, instruction: Int)
  /// `Validating f() func#1...`: a global function is walked by itself from here.
  case validating(function: Range<Int>)
  /// `Func#1 ('f') is safe for any args that match its prototype`.
  case validated
  /// `Func#1 ('f') is global and assumed valid.`: the call is not walked into.
  case assumedValid
  /// Precision tracking, liveness and other analyses telling of themselves.
  case analysis
  /// `cur state:`, `old state:`: states shown with a message.
  case stateDump
  /// A line of the diagnosis that kernels from 7.3 on print after the message.
  case diagnosis
  /// Figures at the end; `at` is where they begin: a message without line end may stand before them.
  case statistics(at: Int)
  /// libbpf's `-- BEGIN PROG LOAD LOG --`, with the program's name where it is given.
  case begin(program: Range<Int>?)
  /// libbpf's `-- END PROG LOAD LOG --`.
  case end
  /// Known to be printed for good programs too, and never the cause of a refusal when anything else was said.
  case noise
  /// Anything else: what the verifier has to say.
  case message(Range<Int>)

  /// Whether it may be several lines in one: what says by itself what it is, is not.
  var mayBePacked: Bool {
    switch self {
    case .message: true
    case .statistics(let at): at > 0
    default: false
    }
  }

  /// A change of the call frame.
  public enum FrameChange: Hashable, Sendable {
    /// The caller's state at a call.
    case caller
    /// The callee's state at a call: the frame's number is one higher from here.
    case callee
    /// The callee's state at its exit.
    case returning
    /// The caller's state after the return, which continues at `instruction`.
    case returned(to: Int)
  }
}
