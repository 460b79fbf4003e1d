using System.Net;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>Warns an operator whose service can be reached from other machines by anyone.</summary>
internal static partial class Exposure
{
    public static void WarnWithoutKey(WebApplication app, MoodRecWebOptions options)
    {
        if (options.ApiKey.Length == 0 && app.Urls.FirstOrDefault(u => !IsLoopback(u)) is string open)
        {
            NoKey(app.Logger, open);
        }
    }

    private static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    [LoggerMessage(1, LogLevel.Warning, "{Url} can be reached from other machines and asks for no key: set MoodRec__ApiKey, or put a proxy that asks for one in front of it")]
    private static partial void NoKey(ILogger logger, string url);
}
