namespace MlNetMoodRec.Web.Hosting;

/// <summary>Headers of every response: the page takes nothing from elsewhere, and nothing keeps what a listener was answered.</summary>
internal static class ResponseHeaders
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        // 'no-cache' lets a browser keep the page's files as long as it asks each time whether they have changed.
        headers.CacheControl = context.Request.Method == HttpMethods.Get ? "no-cache" : "no-store";
        return next(context);
    }
}
