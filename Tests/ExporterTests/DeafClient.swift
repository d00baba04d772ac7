import NIOCore
import NIOPosix

/// A client that reads nothing until it is told to.
struct DeafClient {
  private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

  init(_ port: Int) async throws {
    channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelOption(.autoRead, value: false)
      .channelOption(.socketOption(.so_rcvbuf), value: 4096)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
      }
  }

  func send(_ text: String) async throws {
    try await channel.channel.writeAndFlush(ByteBuffer(string: text)).get()
  }

  /// Reads all that is there to the end; how many bytes it was.
  func fetch() async throws -> Int {
    try await channel.channel.setOption(.autoRead, value: true).get()
    return try await channel.executeThenClose { inbound, _ in
      var count = 0
      do { for try await buffer in inbound { count += buffer.readableBytes } } catch {}
      return count
    }
  }
}
