import Foundation
import TestSupport
import Testing

@testable import KernelFacts

@Suite struct ErrorNamesTests {
  @Test func `every row decodes, and every name leads back to its number`() {
    #expect(ErrorNames.rows.count == FactTable.lines(ErrorNames.table).count)
    #expect(ErrorNames.rows.map(\.number) == ErrorNames.rows.map(\.number).sorted())
    for (number, name) in ErrorNames.rows {
      #expect(ErrorNames.number(of: name) == number && ErrorNames.name(of: number) == name)
    }
    #expect(ErrorNames.number(of: "EPERM") == 1 && ErrorNames.number(of: "EWOULDBLOCK") == 11)
    #expect(ErrorNames.number(of: "EPREM") == nil && ErrorNames.name(of: 0) == nil)
  }

  @Test func `the system's headers say the same`() async throws {
    let checks = ErrorNames.rows.filter { $0.name != "ENOTSUPP" }.map { number, name in
      "_Static_assert(\(name) == \(number), \"\(name)\");\n"
    }
    let directory = try TemporaryDirectory()
    let file = try directory.write("#include <errno.h>\n" + checks.joined(), to: "names.c")
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(clang, ["-fsyntax-only", file.path])
    #expect(result.ending == .status(0), "\(result.errorText)")
  }
}
