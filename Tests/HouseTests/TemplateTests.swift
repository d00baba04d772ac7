import Foundation
import TestSupport
import Testing

/// The templates under `ci/`, as the linters of what they are for see them.
@Suite struct TemplateTests {
  private static let scripts = [
    "ci/build", "ci/install", "ci/quickstart", "ci/release", "ci/test", "ci/try-release",
    "ci/github/install", "ci/github/gate", "ci/github/comment/post",
  ]
  private static let manifests = ["ci/kubernetes/assay-export.yaml", "ci/kubernetes/assay-export-pinned.yaml"]
  private static let workflow = "ci/github/workflow.yml"
  private static let pipeline = "ci/gitlab/assay.gitlab-ci.yml"

  /// Expects a linter to find nothing.
  private func lint(_ tool: String, _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    let tool = try #require(Executables.find(tool), sourceLocation: sourceLocation)
    let result = try await RunningCommand.run(tool, arguments, directory: Repository.root)
    #expect(
      result.ending == .status(0), "\(tool.lastPathComponent): \(result.outputText)\(result.errorText)",
      sourceLocation: sourceLocation)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Repository.path(path), encoding: .utf8)
  }

  @Test(.requires("yamllint")) func `YAML is tidy`() async throws {
    let rules = """
      {extends: default, rules: {line-length: {max: 125}, document-start: disable, truthy: {check-keys: false}, \
      braces: {max-spaces-inside: 1}, comments-indentation: disable}}
      """
    try await lint("yamllint", ["--strict", "-d", rules, "ci"])
  }

  @Test(.requires("shellcheck")) func `shellcheck finds nothing in any script`() async throws {
    try await lint("shellcheck", Self.scripts)
  }

  @Test(.requires("actionlint", "check-jsonschema")) func `GitHub takes the actions and the workflow`() async throws {
    try await lint("actionlint", [Self.workflow])
    try await lint("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", Self.workflow])
    try await lint(
      "check-jsonschema",
      ["--builtin-schema", "vendor.github-actions", "ci/github/action.yml", "ci/github/comment/action.yml"])
  }

  @Test(.requires("check-jsonschema")) func `GitLab takes the pipeline`() async throws {
    try await lint("check-jsonschema", ["--builtin-schema", "vendor.gitlab-ci", Self.pipeline])
  }

  @Test(.requires("lint-python3")) func `the Jenkinsfile is Groovy`() async throws {
    let check = """
      import sys, tree_sitter, tree_sitter_groovy
      tree = tree_sitter.Parser(tree_sitter.Language(tree_sitter_groovy.language())).parse(open(sys.argv[1], "rb").read())
      def errors(node):
          if node.is_error or node.is_missing: yield node
          for child in node.children: yield from errors(child)
      sys.exit("\\n".join(f"line {node.start_point[0] + 1}: {node.text[:80]}" for node in errors(tree.root_node)) or 0)
      """
    try await lint("lint-python3", ["-c", check, "ci/jenkins/Jenkinsfile"])
  }

  @Test(.requires("hadolint")) func `hadolint finds nothing in the Containerfile`() async throws {
    try await lint("hadolint", ["ci/Containerfile"])
  }

  @Test(.requires("systemd-analyze")) func `systemd takes the unit, and finds it closed`() async throws {
    let directory = try TemporaryDirectory()
    let unit = try text("ci/systemd/assay-export.service").replacing(
      "=/usr/bin/assay", with: "=\(try Repository.product("assay").path)")
    let file = try directory.write(Array(unit.utf8), to: "assay-export.service").path
    try await lint("systemd-analyze", ["verify", "--man=no", file])
    // Of 10; 0 is closed. What is left open is CAP_SYS_ADMIN and the network.
    try await lint("systemd-analyze", ["security", "--offline=true", "--threshold=20", "--no-pager", file])
  }

  @Test(.requires("kubernetes-validate", "lint-python3"), arguments: manifests)
  func `Kubernetes takes the DaemonSet, and it holds no more than it needs`(manifest: String) async throws {
    try await lint("kubernetes-validate", ["--strict", "--quiet", manifest])
    let context = try await values("spec.template.spec.containers.0.securityContext", of: manifest)
    let capabilities = try #require(context["capabilities"] as? [String: [String]])
    let isPinned = manifest.contains("pinned")
    #expect(capabilities == (isPinned ? ["drop": ["ALL"]] : ["drop": ["ALL"], "add": ["SYS_ADMIN"]]))
    #expect(context["readOnlyRootFilesystem"] as? Bool == true && context["allowPrivilegeEscalation"] as? Bool == false)
    #expect(context["privileged"] == nil)
    let profile = try #require(context["seccompProfile"] as? [String: String])
    #expect(profile["type"] == (isPinned ? "Localhost" : "RuntimeDefault"))
    if let name = profile["localhostProfile"]?.split(separator: "/").last {
      #expect(FileManager.default.fileExists(atPath: Repository.path("ci/kubernetes/\(name)").path))
    }
  }

  /// What holds for code of strangers.
  @Test func `no template runs a fork's code with secrets`() throws {
    for path in [Self.workflow, Self.pipeline, "ci/jenkins/Jenkinsfile", "ci/github/action.yml"] {
      let code = try text(path).split(separator: "\n").filter {
        let line = $0.trimmingPrefix(while: \.isWhitespace)
        return !line.hasPrefix("#") && !line.hasPrefix("//")
      }.joined(separator: "\n")
      for word in ["pull_request_target", "workflow_run", "secrets.", "credentials(", "withCredentials", "secrets:"] {
        #expect(!code.contains(word), "\(path) has \(word)")
      }
    }
    // The kernels that a fork's programs are loaded on are virtual machines.
    for path in [Self.workflow, Self.pipeline, "ci/jenkins/Jenkinsfile"] {
      #expect(try text(path).contains("debian:6.1 debian:6.12"), "\(path)")
    }
  }

  /// A mapping in a YAML file, found by keys and indices joined by dots.
  private func values(_ place: String, of file: String) async throws -> [String: Any] {
    let read = """
      import json, sys, yaml
      value = yaml.safe_load(open(sys.argv[1]))
      for key in sys.argv[2].split("."): value = value[int(key) if key.isdigit() else key]
      print(json.dumps(value))
      """
    let python = try #require(Executables.find("lint-python3"))
    let result = try await RunningCommand.run(python, ["-c", read, file, place], directory: Repository.root)
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
  }
}
