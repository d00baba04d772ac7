import CLibbpf
import Glibc
import Jobs

extension CaseRun {
  /// Runs a program's host on a context that is laid out.
  func run(_ step: TestInput, on hosting: TestHosting) throws(Failure) -> RunOutcome {
    guard let program = object.program(step.program) else {
      throw .input("the object has no program \(step.program)")
    }
    do throws(Refusal) {
      guard let hosted = try object.host(of: step.program) else {
        throw Refusal(.environment, Reason("nothing was made of program \(step.program) that could run"))
      }
      let memory = try CaseMemory(
        kernel: try bytes(hosting.memory.kernel), user: try bytes(hosting.memory.user), links: hosting.memory.links)
      var context = try bytes(step.context)
      for (index, bits) in try bytes(hosting.undefined).enumerated() where context.indices.contains(index) {
        context[index] = context[index] & ~bits | poison & bits
      }
      memory.link(&context, in: .context)
      try hosted.context?.write(context)
      if step.poisons { object.poisonRings() }
      object.noteRun()
      let given = hosted.context == nil ? Array(context.prefix(hosted.host.most)) : []
      let returned = try Self.call(program.descriptor, given, of: hosted.host)
      withExtendedLifetime(memory) {}
      return RunOutcome(returned: returned, packet: nil, context: nil, nanoseconds: 0)
    } catch {
      throw Failure(refusal: error)
    }
  }

  private func bytes(_ slice: ByteSlice?) throws(Refusal) -> [UInt8] {
    guard let slice else { return [] }
    do throws(Failure) { return try bytes(slice) } catch { throw error.refusal }
  }

  private static func call(_ program: CInt, _ context: [UInt8], of host: TestHost) throws(Refusal) -> UInt32 {
    var options = unsafe bpf_test_run_opts()
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    // A syscall program's context is written back where it stands.
    var context = context
    let code = unsafe context.withUnsafeMutableBytes { context in
      if unsafe !context.isEmpty {
        unsafe options.ctx_in = UnsafeRawPointer(context.baseAddress)
        unsafe options.ctx_size_in = UInt32(context.count)
      }
      return unsafe bpf_prog_test_run_opts(program, &options)
    }
    guard code == 0 else {
      if code == -EINVAL {
        throw .loader(
          "the program reads more of its context than the \(context.count) bytes that it has", errno: -code)
      }
      throw Refusal(
        .environment, Reason("the program could not be run as \(host.words): \(ErrorNumber(-code).text)", errno: -code))
    }
    return unsafe options.retval
  }
}
