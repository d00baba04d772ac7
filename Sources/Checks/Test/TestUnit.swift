import BPFObject
import Findings
import Fixtures
import Jobs
import MicroVM
import Placed
import Project
import Reports

/// The cases of a test file on one of its objects, built one way.
struct TestUnit: Sendable {
  /// The test file.
  let test: LoadedTestFile
  /// The object.
  let build: InputBuild

  /// The units of a file: one for each of its objects and each way to build it. The kernels of the command line go before
  /// the file's, those before the ones of `assay.yml`; a case's own come to them unless the command line names some.
  static func all(of test: LoadedTestFile, _ request: BuildRequest) throws(CheckError) -> [TestUnit] {
    var request = request
    if request.kernels.isEmpty {
      let own = test.file.heads.flatMap { $0.kernels.map(\.value) }
      request.kernels = test.file.kernels.map(\.value)
      if !own.isEmpty {
        // Cases without kernels of their own run where the file, or the project, says.
        if request.kernels.isEmpty, test.file.heads.contains(where: \.kernels.isEmpty) {
          let project = try BuildPlan(test.objects, request).builds.first?.kernels ?? []
          request.kernels = project.map(\.reference.text)
        }
        for name in own where !request.kernels.contains(name) { request.kernels.append(name) }
      }
    }
    return try BuildPlan(test.objects, request).builds.map { TestUnit(test: test, build: $0) }
  }

  /// The numbers of the cases that are asked for.
  func wanted(_ isWanted: (String) -> Bool) -> [Int] {
    test.file.heads.indices.filter { isWanted(test.file.heads[$0].name) }
  }

  /// A case before anything is known of it.
  func blank(_ head: TestCaseHead, on kernel: KernelIdentity?) -> TestedCase {
    TestedCase(
      file: test.path, span: head.row ?? head.span, name: head.name, object: build.label, program: "", kernel: kernel)
  }
}
