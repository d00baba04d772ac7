import BPF
import CKernel
import CLibbpf
import Glibc
import Jobs
import KernelFacts
import Rewriting
import VerifierLog

/// Loads programs otherwise than libbpf makes them ready: hosts in the place of those whose types no kernel test-runs, and
/// mocks in the place of calls.
final class RewrittenLoads {
  private let plans: [String: HostedPlan]
  /// The programs whose calls mocks may stand for.
  private let mocked: Set<String>
  private let mocks: [TestMock]
  private let bytes: (ByteSlice) throws(Refusal) -> [UInt8]
  /// Where mocks keep the calls; nil without any.
  let mockMap: MockMap?
  private let buffer: LogBuffer
  /// What marks what is loaded; nil where nobody asks for marks.
  private let marking: MarkedPrograms?
  /// The marks of what was loaded.
  private(set) var marks: [ProgramMarks] = []
  /// What was made, by the programs' names.
  private(set) var programs: [String: HostedProgram] = [:]
  /// Why no host could be made of a program.
  private(set) var refusals: [String: Refusal] = [:]

  /// `BPF_F_SLEEPABLE` (include/uapi/linux/bpf.h).
  private static let sleepable: UInt32 = 1 << 4

  /// Loads for programs, by their names; `bytes` are what mocks write, `marking` marks those that are loaded.
  init(
    _ plans: [String: HostedPlan], mocked: Set<String>, mocks: [TestMock], marking: MarkedPrograms?,
    bytes: @escaping (ByteSlice) throws(Refusal) -> [UInt8]
  ) throws(Refusal) {
    self.plans = plans
    self.mocked = mocks.isEmpty && marking == nil ? [] : mocked
    self.marking = marking
    self.mocks = mocks
    self.bytes = bytes
    mockMap = mocks.isEmpty ? nil : try MockMap(mocks, bytes: bytes)
    do throws(KernelError) {
      buffer = try LogBuffer(capacities: [1 << 20])
    } catch {
      throw Refusal(.environment, Reason(error.summary, errno: error.code))
    }
  }

  /// Runs `body`, in which libbpf loads the object, with hosts in the place of programs.
  func standingIn(for all: [ProgramHandle], during body: () -> Int32) -> Int32 {
    for program in all where plans[program.name] != nil || mocked.contains(program.name) { program.setLog(buffer) }
    return unsafe LoadHook(buffer) { unsafe self.load($0) }.standingIn(during: body)
  }

  private func load(_ load: assay_program_load) -> CInt {
    guard let text = unsafe load.name else { return -EINVAL }
    let name = unsafe String(cString: text)
    do throws(Refusal) {
      guard let plan = plans[name] else { return try unsafe mocked(load, name) }
      let (descriptor, program) = unsafe try host(load, plan, name)
      programs[name] = program
      return descriptor
    } catch {
      refusals[name] = error.about("program \(name)")
      return unsafe nothing(load, as: plans[name].map { _ in TestHost(type: .rawTracepoint, treatment: .none) })
    }
  }

  /// Loads a program that does nothing: other programs' cases can be run all the same.
  private func nothing(_ load: assay_program_load, as host: TestHost?) -> CInt {
    let code = OwnCode.leave()
    return unsafe code.withUnsafeBytes { code in
      unsafe load.loadedWithoutLog { load, options in
        unsafe Self.give(host, to: &load, &options)
        unsafe load.instructions = code.baseAddress
        unsafe load.count = code.count / Instruction.slotBytes
        unsafe options.func_info = nil
        unsafe options.func_info_cnt = 0
        unsafe options.line_info = nil
        unsafe options.line_info_cnt = 0
      }
    }
  }

  /// The program as it is but for its mocks.
  private func mocked(_ load: assay_program_load, _ name: String) throws(Refusal) -> CInt {
    let code = try unsafe code(of: load)
    let edits = try mockEdits(of: name, code)
    guard !edits.isEmpty else {
      let descriptor = unsafe attempt(load, as: nil, nil)
      return descriptor < 0 ? descriptor : unsafe marked(descriptor, load, as: nil, code, edits, name)
    }
    let descriptor = try unsafe descriptor(load, as: nil, HostedCode.applied(edits, to: code))
    return unsafe marked(descriptor, load, as: nil, code, edits, name)
  }

  /// What was loaded, with marks where they are asked for.
  private func marked(
    _ descriptor: CInt, _ load: assay_program_load, as host: TestHost?, _ code: ProgramCode, _ edits: Edits,
    _ name: String
  ) -> CInt {
    guard let marking else { return descriptor }
    let made = marking.standIn(for: descriptor, of: code, edits, named: name) { rewritten, log in
      unsafe attempt(load, as: host, rewritten, log: log, level: LogLevel.everything.union(.statistics))
    }
    marks.append(made.marks)
    return made.descriptor
  }

  private func mockEdits(of name: String, _ code: ProgramCode) throws(Refusal) -> Edits {
    var edits = Edits()
    if let mockMap { try MockCode.add(mocks, of: name, code: code, map: mockMap, to: &edits, bytes: bytes) }
    return edits
  }

  private func descriptor(
    _ load: assay_program_load, as host: TestHost?, _ rewritten: RewrittenProgram
  ) throws(Refusal) -> CInt {
    let descriptor = unsafe attempt(load, as: host, rewritten)
    guard descriptor >= 0 else { throw unsafe refusal(load, host, rewritten, code: -descriptor) }
    return descriptor
  }

  private func host(
    _ load: assay_program_load, _ plan: HostedPlan, _ name: String
  ) throws(Refusal) -> (CInt, HostedProgram) {
    let type: ProgramType = plan.isSleepable ? .syscall : .rawTracepoint
    let code = try unsafe code(of: load)
    var edits = try mockEdits(of: name, code)
    // Nothing is as true as the program itself. A context that is cut short would end in whatever lies behind it.
    let plain = TestHost(type: type, treatment: .none)
    if plan.hosting.casts.isEmpty, plan.contextBytes <= plain.most {
      let rewritten = edits.isEmpty ? nil : try HostedCode.applied(edits, to: code)
      let descriptor = unsafe attempt(load, as: plain, rewritten)
      if descriptor >= 0 {
        let descriptor = unsafe marked(descriptor, load, as: plain, code, edits, name)
        return (descriptor, HostedProgram(host: plain, context: nil, unjudged: plan.unjudged))
      }
    }
    if !plan.hosting.casts.isEmpty, plan.hosting.castFunction == nil {
      throw Refusal(
        .skipped,
        Reason(
          "its arguments point to structs, which takes bpf_rdonly_cast: kernel \(KernelRelease.running.release) has none",
          advice: "Run the case on kernel 6.2 or later, or make it a live case."))
    }
    let host = TestHost(type: type, treatment: plan.hosting.takesArguments ? .arguments : .context)
    let context = try ContextMap("context", size: plan.contextBytes)
    try HostedCode(code: code, hosting: plan.hosting, context: context).add(to: &edits)
    let loaded = try unsafe descriptor(load, as: host, HostedCode.applied(edits, to: code))
    let descriptor = unsafe marked(loaded, load, as: host, code, edits, name)
    return (descriptor, HostedProgram(host: host, context: context, unjudged: plan.unjudged))
  }

  /// The instructions that libbpf made ready.
  private func code(of load: assay_program_load) throws(Refusal) -> ProgramCode {
    do throws(RewriteError) {
      return try unsafe load.code()
    } catch {
      throw HostedCode.refusal("\(error)", "Make it a live case.")
    }
  }

  /// Why the kernel does not take a program: what it said to it.
  private func refusal(
    _ load: assay_program_load, _ host: TestHost?, _ rewritten: RewrittenProgram, code: Int32
  ) -> Refusal {
    let again = unsafe attempt(load, as: host, rewritten, log: buffer)
    if again >= 0 { close(again) }
    var reducer = LogReducer()
    unsafe reducer.consume(buffer.bytes.bindMemory(to: UInt8.self).span)
    let said = reducer.finish().messages
    let what = host.map { "as \($0.words)" } ?? "with its mocks"
    var reason = Reason(
      "kernel \(KernelRelease.running.release) does not take it \(what): \(said.first ?? ErrorNumber(code).text)",
      advice: host == nil
        ? "What a mock gives must be what the program's checks allow: a pointer is null or that of the call itself."
        : "What it does there needs the context itself: make it a live case.", errno: code)
    reason.evidence = Array(said.dropFirst())
    return Refusal(.skipped, reason)
  }

  /// One load: under a host's type, rewritten. A descriptor, or a negative error number.
  private func attempt(
    _ load: assay_program_load, as host: TestHost?, _ rewritten: RewrittenProgram?, log: LogBuffer? = nil,
    level: LogLevel = .path
  ) -> CInt {
    func change(_ load: inout assay_program_load, _ options: inout bpf_prog_load_opts) {
      unsafe Self.give(host, to: &load, &options)
      guard let log else { return }
      log.clear()
      unsafe options.log_level = level.rawValue
      unsafe options.log_buf = log.start
      unsafe options.log_size = UInt32(log.capacity)
    }
    guard let rewritten else { return unsafe load.loadedWithoutLog { unsafe change(&$0, &$1) } }
    return unsafe load.loaded(as: rewritten) { unsafe change(&$0, &$1) }
  }

  /// Gives it the host's type, and takes away what goes with its own.
  private static func give(
    _ host: TestHost?, to load: inout assay_program_load, _ options: inout bpf_prog_load_opts
  ) {
    guard let host else { return }
    unsafe load.type = host.type.rawValue
    unsafe options.expected_attach_type = bpf_attach_type(rawValue: 0)
    unsafe options.attach_btf_id = 0
    unsafe options.attach_btf_obj_fd = 0
    unsafe options.attach_prog_fd = 0
    unsafe options.prog_flags &= ~Self.sleepable
    if host.type == .syscall { unsafe options.prog_flags |= Self.sleepable }
  }
}
