import NIOPosix
import Synchronization
import Testing

@testable import Exporter

/// What clients may do, and what not.
@Suite(.timeLimit(.minutes(5))) struct PageServerTests {
  /// Limits that no test meets by being slow: beside other tests, minutes may pass between a connection and its request.
  private static var patient: ServerLimits {
    var limits = ServerLimits()
    (limits.requestTime, limits.answerTime, limits.idleTime) = (.seconds(3600), .seconds(3600), .seconds(3600))
    return limits
  }

  /// Runs a server for as long as the body takes.
  private func withServer(
    _ limits: ServerLimits = Self.patient, respond: @escaping @Sendable (PageRequest) async -> Page = Self.echo,
    _ body: (Int) async throws -> Void
  ) async throws {
    let server = PageServer(try #require(ListenAddress("127.0.0.1:0")), limits: limits, respond: respond)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let running = Task { try await server.run { port.yield($0.port) } }
    do {
      try await body(try #require(await ports.first { _ in true }))
    } catch {
      running.cancel()
      throw error
    }
    running.cancel()
    try await running.value
  }

  private static func echo(_ request: PageRequest) -> Page {
    request.path == "/none" ? Page(.unknown, body: "none\n") : Page(body: "\(request.path) \(request.accept)\n")
  }

  @Test func `requests on one connection are answered one after the other, in order`() async throws {
    try await withServer { port in
      let client = try await Client(port)
      await client.send(
        "GET /a?b=c HTTP/1.1\r\nHost: x\r\nAccept: text/plain\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\n\r\n")
      await client.send("HEAD /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let text = try await client.toTheEnd()
      let answers = text.components(startingWith: "HTTP/1.1 ")
      try #require(answers.map { $0.prefix(12) } == ["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200"])
      #expect(answers[0].hasSuffix("\r\n\r\n/a text/plain\n"))
      #expect(answers[2].contains("content-length: 4\r\n") && answers[2].hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `other methods are refused`() async throws {
    try await withServer { port in
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let client = try await Client(port)
        await client.send("\(method) / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        let text = try await client.toTheEnd()
        // Methods that HTTP does not know are no requests to the parser.
        #expect(text.hasPrefix(method == "BREW" ? "HTTP/1.1 400" : "HTTP/1.1 405"), "\(method): \(text)")
      }
    }
  }

  @Test(arguments: [
    "nonsense\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}", "GET / HTTP/9.9\r\n\r\n",
    "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
  ])
  func `what is no request is answered 400 and cut off`(bytes: String) async throws {
    try await withServer { port in
      let client = try await Client(port)
      await client.send(bytes)
      let text = try await client.toTheEnd()
      #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400"), "\(text)")
      // The server lives.
      let other = try await Client(port)
      await other.send("GET /ok HTTP/1.0\r\n\r\n")
      #expect(try await other.toTheEnd().hasSuffix("/ok \n"))
    }
  }

  @Test func `a request that is too long is cut off before it is held`() async throws {
    var limits = Self.patient
    limits.requestBytes = 4096
    try await withServer(limits) { port in
      let client = try await Client(port)
      await client.send("GET / HTTP/1.1\r\nHost: x\r\n")
      var sent = 0
      while await client.send("X-Filler-\(sent): \(String(repeating: "x", count: 500))\r\n"), sent < 100_000 {
        sent += 1
      }
      #expect(sent < 100_000)
      #expect(!(try await client.toTheEnd()).contains("200"))
      // Many requests at once that are not answered yet count alike.
      let many = try await Client(port)
      await many.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 100_000))
      _ = try await many.toTheEnd()
    }
  }

  @Test func `whoever sends nothing, half a request, or a body that never comes is cut off`() async throws {
    var limits = Self.patient
    limits.requestTime = .milliseconds(100)
    try await withServer(limits) { port in
      for bytes in ["", "GET / HT", "GET  /\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"] {
        let client = try await Client(port)
        await client.send(bytes)
        #expect(try await client.toTheEnd() == "")
      }
    }
    // The request itself may take its time to come.
    var restless = Self.patient
    restless.idleTime = .milliseconds(100)
    try await withServer(restless) { port in
      let idle = try await Client(port)
      await idle.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await idle.toTheEnd().hasSuffix("/a \n"))
    }
  }

  @Test func `whoever does not fetch an answer is cut off`() async throws {
    var limits = Self.patient
    limits.answerTime = .milliseconds(200)
    let large = String(repeating: "x", count: 64 << 20)
    try await withServer(limits, respond: { _ in Page(body: large) }) { port in
      let client = try await DeafClient(port)
      try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      // The server closes; only then is the rest read.
      try await Task.sleep(for: .milliseconds(600))
      #expect(try await client.fetch() < large.utf8.count)
    }
  }

  @Test func `no more than so many connections are held, and they are given back`() async throws {
    var limits = Self.patient
    limits.connections = 4
    try await withServer(limits) { port in
      var held: [Client] = []
      for number in 0..<4 {
        let client = try await Client(port)
        await client.send("GET /\(number) HTTP/1.1\r\nHost: x\r\n\r\n")
        try await client.wait(for: "/\(number) \n")
        held.append(client)
      }
      for _ in 0..<20 { #expect(try await Client(port).toTheEnd() == "") }
      await held.removeFirst().close()
      // The server may learn of it a little later.
      var answer = ""
      while answer.isEmpty {
        let client = try await Client(port)
        await client.send("GET /in HTTP/1.0\r\n\r\n")
        answer = try await client.toTheEnd()
      }
      #expect(answer.hasSuffix("/in \n"))
    }
  }

  @Test func `it ends while a client waits for a page`() async throws {
    let (asked, ask) = AsyncStream<Void>.makeStream()
    let (ready, makeReady) = AsyncStream<Void>.makeStream()
    var client: Client?
    try await withServer(respond: { _ in
      ask.yield()
      for await _ in ready {}
      return Page(body: "late\n")
    }) { port in
      client = try await Client(port)
      await client?.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = await asked.first { _ in true }
    }
    #expect(try await client?.toTheEnd() == "")
    // Nobody is there for the page any more.
    makeReady.finish()
  }

  @Test func `an address that is taken is said`() async throws {
    try await withServer { port in
      let other = PageServer(try #require(ListenAddress("127.0.0.1:\(port)")), respond: Self.echo)
      await #expect(
        throws: PageServer.Failure(description: "cannot listen on 127.0.0.1:\(port): Address already in use")
      ) {
        try await other.run { _ in }
      }
    }
  }
}

extension String {
  /// The parts that begin with a text.
  fileprivate func components(startingWith start: String) -> [String] {
    split(separator: start, omittingEmptySubsequences: true).map { start + $0 }
  }
}
