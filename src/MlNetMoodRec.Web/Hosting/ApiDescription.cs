using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Web.Api;

namespace MlNetMoodRec.Web.Hosting;

/// <summary>What the OpenAPI document says beyond what the endpoints say of themselves.</summary>
internal static class ApiDescription
{
    private const string Scheme = "apiKey";

    public static Task Describe(OpenApiDocument document, MoodRecWebOptions options)
    {
        document.Info.Title = "MlNetMoodRec";
        document.Info.Version = "1";
        document.Info.Description =
            $"Songs that fit how a listener feels and what they have been hearing. Limits of this service: a body of {options.MaxBodyBytes} bytes, " +
            $"a text of {options.MaxTextLength} characters, {options.MaxHistory} recent, {options.MaxExcluded} excluded and {options.MaxAllowed} allowed songs, " +
            $"{options.MaxTop} songs asked for, {options.MaxPageSize} songs on a page, " +
            (options.RequestsPerMinute == 0 ? "any number of requests. " : $"{options.RequestsPerMinute} requests a minute from one address. ") +
            "Answers with reasons are made one at a time. Every error is a problem document (RFC 9457).";
        document.Servers?.Clear(); // The address that it was asked from; behind a proxy that is a wrong one.
        if (options.ApiKey.Length > 0)
        {
            (document.Components ??= new OpenApiComponents()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        }

        return Task.CompletedTask;
    }

    /// <summary>The words that a field may be, which the framework does not take from the attributes.</summary>
    public static Task DescribeWords(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        object[] attributes = property?.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [];
        IEnumerable<string> words = attributes.OfType<AllowedValuesAttribute>().SelectMany(a => a.Values.OfType<string>())
            .Concat(attributes.OfType<NamedMoodAttribute>().SelectMany(_ => NamedMoods.Names));
        if (words.Any())
        {
            schema.Enum = [.. words.Select(word => (JsonNode)word)];
        }

        return Task.CompletedTask;
    }
}
