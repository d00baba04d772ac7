import Foundation
import TestSupport
import Testing

/// The shell in the templates under `ci/`, run as their services run it, with the `assay` that was built.
@Suite(.requires("host:socket_filter", "clang", "lint-python3", "promtool")) struct TemplateShellTests {
  /// A project in a git repository: a commit with one program, and one with another program that no kernel takes.
  private struct Project {
    let directory: TemporaryDirectory
    let base: String

    init() async throws {
      let directory = try TemporaryDirectory()
      self.directory = directory
      try directory.write(Array("sources: '*.bpf.c'\n".utf8), to: "assay.yml")
      try Self.write("steady", "return 7;", to: directory)
      let git = "git -c user.name=t -c user.email=t@example.com -c init.defaultBranch=main"
      let first = try await Self.shell(
        "\(git) init -q && git add . && \(git) commit -qm one && git rev-parse HEAD", in: directory.url)
      base = first.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
      try Self.write("astray", "return *(volatile long *)((long *)ctx)[1];", to: directory)
      _ = try await Self.shell("git add . && \(git) commit -qm two && git checkout -q -b topic", in: directory.url)
    }

    private static func write(_ name: String, _ body: String, to directory: TemporaryDirectory) throws {
      let source = """
        char _license[] __attribute__((section("license"), used)) = "GPL";
        __attribute__((section("socket"))) int \(name)(void *ctx) { \(body) }

        """
      try directory.write(Array(source.utf8), to: "\(name).bpf.c")
    }

    static func shell(_ script: String, in directory: URL, _ environment: [String: String] = [:]) async throws
      -> RunningCommand.Result
    {
      let products = try Repository.product("assay").deletingLastPathComponent().path
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      let own = ["PATH": "\(products):\(path)", "XDG_CACHE_HOME": directory.appending(path: ".cache").path]
      // As a service's own; the test itself may run in one.
      let none = ["GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": ""]
      return try await RunningCommand.run(
        try #require(Executables.find("bash")), ["-euo", "pipefail", "-c", script],
        environment: none.merging(own) { $1 }.merging(environment) { $1 }, directory: directory)
    }

    func run(_ script: String, _ environment: [String: String]) async throws -> RunningCommand.Result {
      try await Self.shell(script, in: directory.url, environment)
    }

    func text(_ path: String) -> String {
      (try? String(contentsOf: directory.path(path), encoding: .utf8)) ?? ""
    }
  }

  private func script(_ path: String) -> String { "'\(Repository.path(path).path)'" }

  @Test func `GitHub: shards are run and put together, and the outputs name the files`() async throws {
    let project = try await Project()
    let output = project.directory.path("output").path
    var environment = ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": "\(output)-summary"]
    for shard in [1, 2] {
      environment["ASSAY_SHARD"] = "\(shard)/2"
      let result = try await project.run(
        script("ci/github/gate")
          + "|| status=$?; mkdir -p shards/\(shard); mv .assay/gate.json shards/\(shard)/; exit ${status:-0}",
        environment)
      #expect([.status(0), .status(1)].contains(result.ending), "\(result.outputText)\(result.errorText)")
    }
    environment["ASSAY_SHARD"] = nil
    environment["ASSAY_MERGE"] = "shards"
    let merged = try await project.run(script("ci/github/gate"), environment)
    #expect(merged.ending == .status(1), "\(merged.outputText)\(merged.errorText)")
    #expect(merged.outputText.contains("::error") && merged.outputText.contains("astray"))
    #expect(project.text("output").contains("report=.assay/gate.json\n"))
    #expect(project.text(".assay/comment.md").hasPrefix("<!-- assay gate -->\n"))
    #expect(project.text(".assay/assay.sarif").contains("2.1.0"))
    let export = "assay export --textfile assay.prom .assay/gate.json && promtool check metrics < assay.prom"
    let exported = try await project.run(export, [:])
    #expect(exported.ending == .status(0), "\(exported.outputText)\(exported.errorText)")
    #expect(project.text("assay.prom").contains(#"assay_gate_state{file=".assay/gate.json",state="fail"} 1"#))
    environment["ASSAY_MERGE"] = ".git"
    #expect(try await project.run(script("ci/github/gate"), environment).ending == .status(3))
  }

  @Test func `GitHub: what has not changed is left out, and inputs cannot become commands`() async throws {
    let project = try await Project()
    let environment = [
      "GITHUB_OUTPUT": project.directory.path("output").path, "ASSAY_CHANGED_SINCE": project.base,
      "ASSAY_KERNELS": "host", "ASSAY_ARGUMENTS": "--format json --no-exact",
    ]
    let result = try await project.run(script("ci/github/gate"), environment)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("\"astray\"") && !result.outputText.contains("\"program\" : \"steady\""))
    for name in ["ASSAY_PATH", "ASSAY_SHARD", "ASSAY_KERNELS", "ASSAY_CHANGED_SINCE", "ASSAY_ARGUMENTS", "ASSAY_MERGE"]
    {
      let hostile = try await project.run(
        script("ci/github/gate"), environment.merging([name: "$(touch evil); touch evil `touch evil`"]) { $1 })
      #expect(hostile.ending != .status(0))
      #expect(!FileManager.default.fileExists(atPath: project.directory.path("evil").path), "\(name)")
    }
  }

  @Test func `GitLab: the jobs' scripts run the gate and put shards together`() async throws {
    let project = try await Project()
    let gate = try await gitlabScript("assay-gate")
    for index in [1, 2] {
      let result = try await project.run(
        gate,
        [
          "GITLAB_CI": "true", "CI_NODE_INDEX": "\(index)", "CI_NODE_TOTAL": "2", "ASSAY_PATH": ".",
          "ASSAY_KERNELS": "host",
          "CI_MERGE_REQUEST_DIFF_BASE_SHA": project.base,
        ])
      #expect([.status(0), .status(1)].contains(result.ending), "\(result.outputText)\(result.errorText)")
    }
    let merged = try await project.run(try await gitlabScript("assay-merge"), ["GITLAB_CI": "true"])
    #expect(merged.ending == .status(1), "\(merged.outputText)\(merged.errorText)")
    for file in ["junit.xml", "code-quality.json", "metrics.txt"] {
      #expect(!project.text(".assay/\(file)").isEmpty || file == "metrics.txt", "\(file)")
    }
  }

  @Test func `Jenkins: the stage compares with the branch that it goes to`() async throws {
    let project = try await Project()
    let file = try String(contentsOf: Repository.path("ci/jenkins/Jenkinsfile"), encoding: .utf8)
    let shell = try #require(file.firstMatch(of: /sh '''((?s).*?)'''/))
    // What origin is to a build, with the branch that is compared with one commit behind.
    let origin =
      "git clone -q --bare . origin.git && git -C origin.git branch -f main \(project.base) && git remote add origin origin.git\n"
    let result = try await project.run(
      origin + shell.1, ["JENKINS_URL": "http://127.0.0.1/", "CHANGE_TARGET": "main", "ASSAY_KERNELS": "host"])
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("astray"))
    #expect(project.text(".assay/junit.xml").contains("astray"))
  }

  @Test func `a release is made, and taken only when its checksums hold`() async throws {
    let directory = try TemporaryDirectory()
    let products = try Repository.product("assay").deletingLastPathComponent().path
    let release = directory.path("release")
    let make = """
      mkdir dist && for name in assay assay-worker; do strip -o dist/$name '\(products)'/$name; done
      ASSAY_DIST=$PWD/dist \(script("ci/release")) '\(release.path)'
      cd '\(release.path)' && sha256sum --check --quiet SHA256SUMS && tar --list --file assay-*.tar.gz
      """
    let made = try await Project.shell(make, in: directory.url)
    #expect(made.ending == .status(0), "\(made.outputText)\(made.errorText)")
    for name in [
      "bin/assay", "libexec/assay/assay-worker", "LICENSE", "assay-export.service", "assay-export-seccomp.json",
    ] {
      #expect(made.outputText.contains("/\(name)\n"), "\(name)")
    }

    func install(_ more: [String: String] = [:]) async throws -> RunningCommand.Result {
      try await Project.shell(
        script("ci/github/install"), in: directory.url,
        [
          "ASSAY_RELEASE": "file://\(release.path)", "RUNNER_TEMP": directory.path("temporary").path,
          "GITHUB_PATH": directory.path("path").path,
        ].merging(more) { $1 })
    }
    let good = try await install()
    #expect(good.ending == .status(0), "\(good.outputText)\(good.errorText)")
    // What was taken finds its worker.
    let object = try directory.write(
      try await CompiledObject.bytes(
        of: "char l[] SEC(\"license\") = \"GPL\"; SEC(\"socket\") int f(void *c) { return 0; }"), to: "f.bpf.o")
    let verify = try await Project.shell("PATH=$(cat path):$PATH; assay verify '\(object.path)'", in: directory.url)
    #expect(verify.ending == .status(0), "\(verify.outputText)\(verify.errorText)")

    let other = try await install(["ASSAY_SHA256": String(repeating: "0", count: 64)])
    #expect(other.ending == .status(3) && other.outputText.contains("not the one that sha256 names"))
    let nowhere = try await install(["ASSAY_RELEASE": "file:///nowhere"])
    #expect(nowhere.ending == .status(3) && nowhere.outputText.contains("::error"))
    let damaged = try await Project.shell(
      "for file in release/assay-*.tar.gz; do echo >>$file; done", in: directory.url)
    #expect(damaged.ending == .status(0))
    let refused = try await install()
    #expect(refused.ending == .status(3) && refused.outputText.contains("damaged"))
  }

  /// The comment that is there is written over, and another's is not.
  @Test func `GitHub: a pull request has one comment`() async throws {
    let directory = try TemporaryDirectory()
    let gh = """
      #!/usr/bin/env bash
      printf '%s\\n' "$*" >>calls
      case "$*" in *--paginate*) cat earlier ;; esac
      """
    let tool = try directory.write(Array(gh.utf8), to: "bin/gh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path)
    try directory.write(Array("<!-- assay gate -->\nall holds\n".utf8), to: "comment.md")
    func post(earlier: String) async throws -> (result: RunningCommand.Result, calls: [String]) {
      try directory.write(Array(earlier.utf8), to: "earlier")
      try directory.write([], to: "calls")
      let result = try await Project.shell(
        "export PATH=$PWD/bin:$PATH; " + script("ci/github/comment/post"), in: directory.url,
        ["GITHUB_REPOSITORY": "a/b", "ASSAY_PULL_REQUEST": "7", "ASSAY_COMMENT": "comment.md"])
      let calls = try String(contentsOf: directory.path("calls"), encoding: .utf8)
      return (result, calls.split(separator: "\n").map(String.init))
    }
    let first = try await post(earlier: "")
    #expect(first.result.ending == .status(0) && first.calls.count == 2, "\(first.result.errorText)")
    #expect(first.calls.last == "api --silent --method POST repos/a/b/issues/7/comments --field body=@comment.md")
    let second = try await post(earlier: "41\n42\n")
    #expect(second.calls.last == "api --silent --method PATCH repos/a/b/issues/comments/41 --field body=@comment.md")
    try directory.write(Array("something else\n".utf8), to: "comment.md")
    #expect(try await post(earlier: "").result.ending == .status(2))
  }

  /// The lines of a GitLab job's `script:`.
  private func gitlabScript(_ job: String) async throws -> String {
    let read = """
      import sys, yaml
      print("\\n".join(yaml.safe_load(open(sys.argv[1]))[sys.argv[2]]["script"]))
      """
    let python = try #require(Executables.find("lint-python3"))
    let result = try await RunningCommand.run(
      python, ["-c", read, "ci/gitlab/assay.gitlab-ci.yml", job], directory: Repository.root)
    return try #require(result.ending == .status(0) ? result.outputText : nil, "\(result.errorText)")
  }
}
