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
      let own = test.file.cases.flatMap { $0.kernels.map(\.value) }
      request.kernels = test.file.kernels.map(\.value)
      if !own.isEmpty {
        // Cases without kernels of their own run where the file, or the project, says.
        if request.kernels.isEmpty, test.file.cases.contains(where: \.kernels.isEmpty) {
          let project = try BuildPlan(test.objects, request).builds.first?.kernels ?? []
          request.kernels = project.map(\.reference.text)
        }
        for name in own where !request.kernels.contains(name) { request.kernels.append(name) }
      }
    }
    return try BuildPlan(test.objects, request).builds.map { TestUnit(test: test, build: $0) }
  }

  /// The cases that are asked for.
  func wanted(_ isWanted: (String) -> Bool) -> [TestCaseForm] { test.file.cases.filter { isWanted($0.name) } }

  /// A case before anything is known of it.
  func blank(_ form: TestCaseForm, on kernel: KernelIdentity?) -> TestedCase {
    let program = form.program?.value ?? form.steps.first?.program?.value ?? form.attach.first?.value ?? ""
    let variant = build.variant.map { " (\($0))" } ?? ""
    return TestedCase(
      file: test.path, span: form.row ?? form.span, name: form.name, object: build.file.path + variant,
      program: program, kernel: kernel)
  }
}
