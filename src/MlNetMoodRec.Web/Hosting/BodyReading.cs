using Microsoft.Net.Http.Headers;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>
/// Reads a request's body before its endpoint does: within the request's time-out, which the framework's reading of JSON
/// does not heed, and only where it says nothing else than UTF-8.
/// </summary>
internal static class BodyReading
{
    public static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (context.GetEndpoint() is null || request.Method != HttpMethods.Post)
        {
            await next(context);
            return;
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.Charset.HasValue
            && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        request.Body = body;
        await next(context);
    }
}
