import NIOCore
import NIOPosix
import Synchronization

/// A client that sends bytes as they are and keeps what comes back.
final class Client: Sendable {
  private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let text = Mutex("")

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let part = String(buffer: unwrapInboundIn(data))
      text.withLock { $0 += part }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private let channel: any Channel
  private let collector: Collector

  init(_ port: Int) async throws {
    let collector = Collector()
    self.collector = collector
    channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { $0.pipeline.addHandler(collector) }
      .connect(host: "127.0.0.1", port: port).get()
  }

  /// What has come so far.
  var text: String { collector.text.withLock { $0 } }

  /// Sends; whether the connection was still there.
  @discardableResult func send(_ text: String) async -> Bool {
    (try? await channel.writeAndFlush(ByteBuffer(string: text)).get()) != nil
  }

  /// Waits for the server to close the connection; gives all that came.
  func toTheEnd() async throws -> String {
    try await channel.closeFuture.get()
    return text
  }

  /// Waits until that has come; the test's own time limit ends it otherwise.
  func wait(for part: String) async throws {
    while !text.contains(part) { try await Task.sleep(for: .milliseconds(5)) }
  }

  func close() async { try? await channel.close().get() }
}
