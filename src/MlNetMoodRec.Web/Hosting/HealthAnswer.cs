using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>
/// The body of <c>/healthz</c>. It says whether a new zip was refused, and not why: the reason names paths of the server,
/// anyone may ask for the health, and the log has it.
/// </summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            Status = report.Status.ToString().ToLowerInvariant(),
            Checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Data),
        },
        context.RequestAborted);
}
