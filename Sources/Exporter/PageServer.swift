import NIOCore
import NIOHTTP1
import NIOPosix
import SystemPackage

/// Answers GET and HEAD over HTTP/1.1. What clients send is bounded, in bytes and in time, and so is how many there are.
public struct PageServer: Sendable {
  /// Why it cannot listen.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address and the system's words.
    public let description: String
  }

  private let address: ListenAddress
  private let limits: ServerLimits
  private let respond: @Sendable (PageRequest) async -> Page

  /// A server that does not listen yet.
  /// - Parameter respond: makes the page that is asked for.
  public init(
    _ address: ListenAddress, limits: ServerLimits = ServerLimits(),
    respond: @escaping @Sendable (PageRequest) async -> Page
  ) {
    self.address = address
    self.limits = limits
    self.respond = respond
  }

  /// Listens until the task is cancelled; connections are closed then.
  /// - Parameter begun: called once it listens, with the port that it has.
  /// - Throws: `Failure` when it cannot listen there.
  public func run(_ begun: @Sendable (ListenAddress) -> Void) async throws(Failure) {
    do {
      try await serve(begun)
    } catch {
      throw Failure(description: "cannot listen on \(address): \(Self.words(error))")
    }
  }

  private func serve(_ begun: @Sendable (ListenAddress) -> Void) async throws {
    let gate = ConnectionGate(most: limits.connections)
    let (limits, respond) = (limits, respond)
    // These threads stay: a page that is ready after the end still finds one to be dropped on.
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.backlog, value: 128)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        guard gate.enter(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(RequestSizeLimit(limits.requestBytes))
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(PageConnection(limits, respond))
        }
      }
      .bind(host: address.host, port: address.port).get()
    begun(ListenAddress(host: address.host, port: listener.localAddress?.port ?? address.port))
    await withTaskCancellationHandler {
      try? await listener.closeFuture.get()
    } onCancel: {
      listener.close(promise: nil)
    }
    await gate.closeAll()
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as IOError: Errno(rawValue: error.errnoCode).description
    case is SocketAddressError, is SocketAddressError.UnknownHost: "there is no such address"
    default: "\(error)"
    }
  }
}
