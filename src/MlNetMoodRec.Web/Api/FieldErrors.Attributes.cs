using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Web.Api;

internal sealed partial class FieldErrors
{
    private static readonly (PropertyInfo Property, ValidationAttribute Attribute)[] Limits =
    [
        .. typeof(RecommendRequest).GetProperties().SelectMany(p => p.GetCustomAttributes<ValidationAttribute>().Select(a => (p, a))),
    ];

    /// <summary>Checks what the attributes of a request's properties say, which the OpenAPI document says too.</summary>
    public void Attributes(RecommendRequest request)
    {
        foreach ((PropertyInfo property, ValidationAttribute attribute) in Limits)
        {
            object? value = property.GetValue(request);
            if (!attribute.IsValid(value))
            {
                Add(property.Name, Wrong(attribute, value));
            }
        }
    }

    /// <summary>A number is repeated, a word is not: it may be the listener's.</summary>
    private static string Wrong(ValidationAttribute attribute, object? value) => attribute switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"It is {value}; expected {range.Minimum} to {range.Maximum}."),
        AllowedValuesAttribute allowed => $"It is none of the words that it may be; expected {string.Join(", ", allowed.Values)}.",
        _ => $"It is no mood that is known by name; expected one of {string.Join(", ", NamedMoods.Names)}. Say anything else in 'text'.",
    };
}
