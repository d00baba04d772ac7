import CKernel
import Jobs
import KernelFacts

@testable import LiveKernel

/// One program of an object, loaded by a function of the test's where libbpf would have.
@safe struct LoadedProgram: ~Copyable {
  private let object: ObjectHandle
  let program: ProgramHandle
  let maps: [LoadedMap]

  /// Nil when the kernel or libbpf refuses it.
  init?(_ bytes: [UInt8], _ name: String, load: @escaping (assay_program_load) -> CInt) {
    var lines: [String] = []
    var code: Int32 = 0
    let source = ObjectSource(bytes: bytes, name: "laws")
    guard let opened = source.open(&lines, &code) else { return nil }
    let all = opened.programs
    for program in all {
      program.setAutoload(program.name == name)
      if program.type == .unspec, let guess = ContextType(of: program, types: opened.types) {
        _ = program.setType(guess)
      }
    }
    for map in opened.maps where map.type == .structOps { map.setCreated(false) }
    guard let program = all.first(where: { $0.name == name }),
      let fixups = try? ObjectFixups(to: opened, for: VerifyJob(objectName: "laws")),
      let buffer = try? LogBuffer(capacities: [64 << 10])
    else { return nil }
    program.setLog(buffer)
    code = withExtendedLifetime(fixups) {
      LibbpfLines.capture(&lines) { unsafe LoadHook(buffer, load).standingIn { opened.load() } }
    }
    guard code == 0 else { return nil }
    self.program = program
    maps = opened.maps.filter(\.isCreated).map(LoadedMap.init)
    object = consume opened
  }
}
