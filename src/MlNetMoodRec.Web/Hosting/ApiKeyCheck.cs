using System.Security.Cryptography;
using System.Text;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>Turns away requests without the key from the endpoints that need it, before their body is read.</summary>
internal sealed class ApiKeyCheck(string key)
{
    private const string Bearer = "Bearer ";
    private readonly byte[]? _expected = key.Length == 0 ? null : Hash(key);

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (_expected is null || context.GetEndpoint()?.Metadata.GetMetadata<NeedsApiKey>() is null || Brings(context.Request.Headers))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private bool Brings(IHeaderDictionary headers)
    {
        string authorization = headers.Authorization.ToString();
        string given = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..]
            : headers["X-Api-Key"].ToString();
        return CryptographicOperations.FixedTimeEquals(Hash(given), _expected);
    }

    /// <summary>Of one length for every key, so that the time of the comparison says nothing.</summary>
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
