using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web.Errors;

/// <summary>Answers a request that ended in an exception, with the status that fits it.</summary>
internal sealed partial class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, string? detail) = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, Where(json)),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            MoodRecPoolBusyException => (StatusCodes.Status503ServiceUnavailable, "Too many requests are at work or waiting. Try again in a moment."),
            ObjectDisposedException => (StatusCodes.Status503ServiceUnavailable, "The service is being stopped."),
            _ => (StatusCodes.Status500InternalServerError, null),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        if (status == StatusCodes.Status500InternalServerError)
        {
            // Without the message: it comes from a library, and may quote the text that the library was given.
            Failed(logger, httpContext.GetEndpoint()?.DisplayName, exception.GetType().FullName, exception.StackTrace);
        }

        httpContext.Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        });
        return true;
    }

    private static string Where(JsonException json) =>
        $"The body cannot be read at {json.Path ?? "$"} (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}): it is no JSON there, or has a field " +
        "twice, one that does not exist, or a value that does not fit the field. /openapi/v1.json says what is expected.";

    [LoggerMessage(1, LogLevel.Error, "A request to {Endpoint} failed: {Exception}\n{StackTrace}")]
    private static partial void Failed(ILogger logger, string? endpoint, string? exception, string? stackTrace);
}
