using System.Net.Sockets;
using System.Text;

namespace MlNetMoodRec.Tests.Web;

/// <summary>Sends bytes that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>What comes back until the service closes the connection or a minute is over.</summary>
    public static async Task<string> SendAsync(Uri address, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        Task sending = stream.WriteAsync(request).AsTask(); // A service that refuses a request need not take all of it.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, patience.Token);
            if (read == 0)
            {
                break;
            }

            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        client.Close();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return answer.ToString();
    }
}
