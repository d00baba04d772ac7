import Foundation
public import Jobs
import Project
import Toolchain

/// Which tools of this machine Assay can use, and what each lack would take. Runs `--version` of each, nothing else.
public struct ToolSurvey: Sendable {
  private let clang: String?
  private let environment: [String: String]

  /// A survey.
  /// - Parameters:
  ///   - clang: the clang that the user names; nil for the first along `PATH`.
  ///   - environment: the process's environment.
  public init(clang: String?, environment: [String: String]) {
    self.clang = clang
    self.environment = environment
  }

  /// The groups.
  public func groups() async -> [Survey.Group] {
    [await compiling(), await machines()]
  }

  private func compiling() async -> Survey.Group {
    let found: Clang?
    var items: [Survey.Item] = []
    do throws(ToolchainError) {
      let clang = try await Clang.find(explicit: clang, environment: environment, cache: .none)
      items.append(Survey.Item("clang", .yes, detail: "\(clang.name) with the bpf target, \(clang.path)"))
      found = clang
    } catch {
      items.append(Survey.Item("clang", .no, detail: error.summary, remedy: error.advice))
      found = nil
    }
    let tools = LLVMTools(beside: found, environment: environment)
    items.append(await llvm("llvm-objdump", tools.objdump, for: "a second disassembly"))
    items.append(await llvm("llvm-symbolizer", tools.symbolizer, for: "names in machine code"))
    items.append(await llvm("llvm-dwarfdump", tools.dwarfdump, for: "stack variables in explanations"))
    return Survey.Group(title: "Compiling and reading objects", items: items)
  }

  private func llvm(_ name: String, _ path: String?, for purpose: String) async -> Survey.Item {
    guard let path else {
      return Survey.Item(name, .no, detail: "for \(purpose)", remedy: "apt-get install llvm")
    }
    let tool = await InstalledTool(at: path, environment: environment)
    guard let version = tool.versionLines.first(where: { $0.contains("version") }) else {
      return Survey.Item(name, .partly, detail: "\(path) does not say its version")
    }
    return Survey.Item(name, .yes, detail: "\(version.split(separator: " ").joined(separator: " ")), \(path)")
  }

  private func machines() async -> Survey.Group {
    var items: [Survey.Item] = []
    if let qemu = await InstalledTool.find("qemu-system-\(Self.machine)", environment: environment) {
      let version = qemu.versionLines.first ?? "does not say its version"
      items.append(Survey.Item("QEMU", .yes, detail: "\(version), \(qemu.path)"))
    } else {
      items.append(
        Survey.Item(
          "QEMU", .no, detail: "for other kernels than this one",
          remedy: "apt-get install \(Self.machine == "x86_64" ? "qemu-system-x86" : "qemu-system-arm")"))
    }
    items.append(VirtualMachineDevice.item())
    let images = KernelImages.found()
    items.append(
      images.isEmpty
        ? Survey.Item(
          "kernel images", .no, detail: "none in \(KernelImages.places.joined(separator: ", "))",
          remedy: "install or download a linux-image package, and name its vmlinuz")
        : Survey.Item("kernel images", .yes, detail: images.joined(separator: ", ")))
    return Survey.Group(title: "Other kernels, in virtual machines", items: items)
  }

  private static var machine: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }
}
